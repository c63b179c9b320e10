import type { CheckResult } from "../../contracts/check.js";
import type { KnownChecks } from "./known-checks.js";

/** The document of `checks --json`. Its fields are described in docs/checks.md. */
export function checksJson(
  { source, checks, leftOut, skippedInVain, lastSeconds }: KnownChecks,
  results?: readonly CheckResult[],
): object {
  return {
    source,
    checks: checks.map(({ name, command, folder, when, why }) => ({
      name,
      command,
      folder: folder ?? ".",
      when,
      why,
      lastSeconds: lastSeconds.get(name) ?? null,
      ...(results && { result: toResult(results.find((result) => result.name === name)) }),
    })),
    leftOut: leftOut.map(({ name, command, why, instead, configuration }) => ({
      name,
      command,
      why,
      instead,
      configuration,
    })),
    skippedInVain,
  };
}

function toResult(result: CheckResult | undefined): object | null {
  if (!result) return null;
  const { outcome, reason, exitCode, executed, passed, failed, skipped, seconds, errors } = result;
  return {
    outcome,
    reason: reason ?? null,
    exitCode,
    executed,
    passed,
    failed,
    skipped,
    seconds,
    errors: errors.map(({ text }) => text),
  };
}

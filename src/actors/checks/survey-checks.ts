import type { Check } from "../../contracts/check.js";
import { asksForFound, type ChecksOption, configurationLine, configuredChecks } from "./configured-checks.js";
import { type Examined, examineChecks } from "./detect-checks.js";

/** The checks that a run would have, with the reasons for them. */
export interface Survey extends Examined {
  /** Names that the option skips although nothing of that name is found. */
  skippedInVain: string[];
}

/**
 * What is run of a project as the option `checks` says, and what is left out.
 *
 * @param worktree absolute
 */
export async function surveyChecks(worktree: string, option: ChecksOption): Promise<Survey> {
  const found: Examined = asksForFound(option) ? await examineChecks(worktree) : { checks: [], leftOut: [] };
  const entries = typeof option === "object" ? option.filter((entry) => entry !== "auto") : [];
  const isNamed = ({ name }: { name: string }) => entries.some((entry) => entry.name === name);
  const known = [...found.checks, ...found.leftOut].map(({ name }) => name);
  return {
    checks: configuredChecks(option, found.checks).map((check: Check & { why?: string }) => ({
      why: "named in the option checks",
      ...check,
    })),
    leftOut: found.leftOut
      .filter((each) => !isNamed(each))
      .map((each) => ({
        ...each,
        configuration: configurationLine(option, { name: each.name, command: each.command }),
      })),
    skippedInVain: entries
      .filter(({ name, skip, command }) => skip && command === undefined && !known.includes(name))
      .map(({ name }) => name),
    ...(found.limit !== undefined && { limit: found.limit }),
  };
}

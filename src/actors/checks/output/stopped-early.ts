import { outputLines } from "./output-lines.js";
import { readers } from "./readers.js";

/**
 * What did not get its turn since something before it failed, as a part of a sentence; `undefined` where all ran,
 * or the output does not tell.
 *
 * @param output of a check that failed
 */
export function stoppedEarly(output: string): string | undefined {
  const lines = outputLines(output);
  const told = said.find(([pattern]) => lines.some((line) => pattern.test(line)));
  return tasksLeft(lines) ?? cratesLeft(lines) ?? chainLeft(lines) ?? told?.[1];
}

const said: readonly [pattern: RegExp, reason: string][] = [
  [/^!{3,} (?:stopping after \d+ failures?|Interrupted: .*) !{3,}$/, "pytest stopped before the end"],
  [
    /^make: Target '.+' not remade because of errors\.$|^ninja: build stopped: /,
    "the build stopped before the end",
  ],
  [/^\[INFO\] \S.* \.* ?SKIPPED\b/, "modules were skipped after one that failed"],
  [/^ +\d+ did not run$/, "tests did not run after one that failed"],
  [/\bERR_PNPM_RECURSIVE_RUN_FIRST_FAIL\b/, "pnpm stopped at the first package that failed"],
  [
    /^lerna ERR! .* exited \d+ in |^lerna WARN complete Waiting for /,
    "lerna stopped at the first package that failed",
  ],
  [/^(?:--> )?Sending SIGTERM to other processes/, "concurrently ended the other commands"],
  [/^Bail out!/, "the tests bailed out"],
  [
    /^ *(?:Tasks not run because their dependencies failed|Skipped tasks?:)/,
    "tasks did not run after one that failed",
  ],
];

/** turbo counts the tasks; those that failed it lists by name. */
function tasksLeft(lines: readonly string[]): string | undefined {
  const counted = lines.map((line) => /^ *Tasks: +(\d+) successful, (\d+) total$/.exec(line));
  const [, successful, total] = counted.find((match) => match !== null) ?? [];
  if (successful === undefined || total === undefined) return undefined;
  const failed = lines.flatMap((line) => /^ *Failed: +(\S.*)$/.exec(line)?.[1]?.split(", ") ?? []).length;
  const left = Number(total) - Number(successful) - failed;
  return failed > 0 && left > 0 ? `${left} of ${total} tasks did not run` : undefined;
}

/** With `--no-fail-fast` it says the same of each, and closes with a list of them. */
function cratesLeft(lines: readonly string[]): string | undefined {
  const isStop = lines.some((line) => /^error: (?:test|doctest) failed, to rerun pass `-p \S+/.test(line));
  const isListed = lines.some((line) => /^error: \d+ targets? failed:$/.test(line));
  return isStop && !isListed ? "cargo stopped at the first package that failed" : undefined;
}

const banner = /^> (?:\S+@\S* )?([\w:.-]+)(?: \/\S+)?$/;
const testCommand =
  /^(?:npx |pnpm |yarn |bunx? |[\w-]+=\S* )*(?:node (?:\S+ )*--test|vitest|jest|mocha|ava|tap|jasmine|pytest|playwright|bun test|deno test)\b/;

/** Of a script that is a chain: a script without a heading, or tests without a summary, after the part that failed. */
function chainLeft(lines: readonly string[]): string | undefined {
  const started = lines.map((line) => banner.exec(line)?.[1]);
  const isCounted = readers.some((reader) => reader.counts?.(lines) !== undefined);
  for (const [at, line] of lines.entries()) {
    const own = started[at - 1];
    const parts = own !== undefined && line.startsWith("> ") ? line.slice(2).split(" && ") : [];
    const scripts = parts.map(
      (part) => /^(?:npm|pnpm|yarn|bun) (?:run(?:-script)? )?([\w:.-]+)/.exec(part)?.[1],
    );
    const left = parts.find((part, index) => {
      if (index === 0) return false;
      if (testCommand.test(part)) return !isCounted;
      const script = scripts[index];
      const wanted = scripts.slice(0, index + 1).filter((other) => other === script).length;
      const found = started.filter((other, place) => other === script && place !== at - 1).length;
      return script !== undefined && found < wanted;
    });
    if (left !== undefined) return `"${left}" did not run`;
  }
  return undefined;
}

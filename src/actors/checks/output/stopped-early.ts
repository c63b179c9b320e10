import { outputLines } from "./output-lines.js";

/**
 * What did not get its turn since something before it failed, as a part of a sentence; `undefined` where all ran,
 * or the output does not tell.
 */
export function stoppedEarly(output: string): string | undefined {
  const lines = outputLines(output);
  for (const stop of stops) {
    const said = stop(lines);
    if (said !== undefined) return said;
  }
  return undefined;
}

type Stop = (lines: readonly string[]) => string | undefined;

const stops: readonly Stop[] = [turboTasks, lineOf];

/** turbo counts the tasks; those that failed it lists by name. */
function turboTasks(lines: readonly string[]): string | undefined {
  const counts = lines.flatMap((line) => /^ Tasks: +(\d+) successful, (\d+) total$/.exec(line) ?? []);
  if (counts.length === 0) return undefined;
  const [, successful, total] = counts.map(Number);
  const failed = lines.flatMap((line) => /^ *Failed: +(\S.*)$/.exec(line)?.[1]?.split(", ") ?? []).length;
  const left = (total ?? 0) - (successful ?? 0) - failed;
  return failed > 0 && left > 0 ? `${left} of ${total} tasks did not run` : undefined;
}

const said: readonly [pattern: RegExp, reason: string][] = [
  [
    /^error: (?:test|doctest) failed, to rerun pass `-p \S+/,
    "cargo stopped at the first package that failed",
  ],
  [/^!{3,} (?:stopping after \d+ failures?|Interrupted: .*) !{3,}$/, "pytest stopped before the end"],
  [
    /^make: Target '\S+' not remade because of errors\.$|^ninja: build stopped: /,
    "the build stopped before the end",
  ],
  [/^\[INFO\] \S.* \.* ?SKIPPED\b/, "modules were skipped after one that failed"],
  [/^ +x? *\d+ did not run$/, "tests did not run after one that failed"],
  [
    /^ERR_PNPM_RECURSIVE_RUN_FIRST_FAIL|^\W*ERR_PNPM_RECURSIVE_RUN_FIRST_FAIL/,
    "pnpm stopped at the first package that failed",
  ],
  [
    /^lerna ERR! .* exited \d+ in |^lerna WARN complete Waiting for \d+ child processes? to exit/,
    "lerna stopped at the first package that failed",
  ],
  [/^(?:--> )?Sending SIGTERM to other processes/, "concurrently ended the other commands"],
  [/^Bail out!/, "the tests bailed out"],
  [/^Tests aborted|^ *Skipped because of .*bail|^Test run (?:stopped|cancelled)/, "the run was stopped"],
  [
    /^Stopping after first failure|^Incomplete: .*stopSpecOnExpectationFailure/,
    "the run stopped at the first failure",
  ],
];

function lineOf(lines: readonly string[]): string | undefined {
  return said.find(([pattern]) => lines.some((line) => pattern.test(line)))?.[1];
}

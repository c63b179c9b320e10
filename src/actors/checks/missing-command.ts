import { stripAnsi } from "../../contracts/error-fingerprint.js";

/**
 * Why a command that failed did not run at all, in the words of the shell or the package manager; nothing for
 * one that ran. A missing script ends with the same exit code as a failing test, so its message decides.
 */
export function missingReason(exitCode: number, output: string, command: string): string | undefined {
  if (exitCode === 0) return undefined;
  const lines = stripAnsi(output)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (exitCode === 126 || exitCode === 127) {
    const said = lines.findLast((line) =>
      /not found|no such file|permission denied|cannot execute/i.test(line),
    );
    return said ?? `"${command}" ended with exit code ${exitCode}`;
  }
  // Only short output: the output of a check that ran may quote such a message.
  return lines.length > 12 ? undefined : lines.find((line) => missing.test(line));
}

const missing = new RegExp(
  [
    "^npm (?:error|ERR!) Missing script:",
    "^ERR_PNPM_NO_SCRIPT\\b",
    '^error Command "[^"]+" not found',
    "^Usage Error: Couldn't find a script named",
    "^error: Script not found",
    "^make: \\*\\*\\* No rule to make target",
    "^make: \\*\\*\\* No targets specified",
    "^error: no such (?:sub)?command",
    "No module named pytest$",
    "is not recognized as an internal or external command",
    "^(?:npm|npx) (?:error|ERR!) (?:could not determine executable|npx canceled due to missing packages)",
  ].join("|"),
);

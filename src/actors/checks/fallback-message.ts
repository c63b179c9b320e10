/** What is left to say when no error was recognised: the last lines that mean something. */
export function fallbackMessage(checkName: string, lines: readonly string[]): string {
  const printed = lines.map((line) => line.trim()).filter((line) => /\w/.test(line));
  const meaningful = printed.filter((line) => !noise.test(line));
  const last = (meaningful.length > 0 ? meaningful : printed).slice(-3).join(" — ");
  return last === "" ? `check ${checkName} failed without any output` : last;
}

/** What package managers and runners print around the real message, or after it. */
const noise = new RegExp(
  [
    "^npm (?:error|ERR!|warn|WARN|notice)",
    "^>",
    "^ELIFECYCLE|^ ?ERR_PNPM_RECURSIVE",
    '^error Command failed with exit code|^error: script "|^info Visit https:',
    "^make(?:\\[\\d+\\])?: ",
    "^Node\\.js v\\d",
    "^\\$ ",
    "^(?:Done|Finished|Time:?|Duration) .*\\d",
    "^at .*:\\d+:\\d+\\)?$",
    "^exit (?:status|code):? \\d+$",
  ].join("|"),
);

import type { SimpleCommand } from "./shell-words.js";

/**
 * Whether the script can end with 0 although its command at `index` failed: `|| true`, `; exit 0`, a pipe into another
 * command without `pipefail`, `&`. Commands that the shell does not know are taken to succeed.
 */
export function isExitCodeLost(commands: readonly SimpleCommand[], index: number): boolean {
  const before = commands.slice(0, index + 1).filter(({ words }) => words[0] === "set");
  const isStrict = before.some(({ words }) =>
    words.some((word) => /^-\w*e/.test(word) || word === "errexit"),
  );
  const hasPipefail = before.some(({ words }) => words.includes("pipefail"));
  let hasFailed = true;
  for (let at = index; ; at += 1) {
    const { operator = "" } = commands[at] ?? {};
    const next = commands[at + 1];
    if (operator === "&") hasFailed = false;
    if (next === undefined || operator === "") return !hasFailed;
    const isPipe = operator.startsWith("|") && operator !== "||";
    if (isStrict && hasFailed && /^[;)]+$/.test(operator)) return false;
    if (isPipe && hasPipefail && hasFailed) continue;
    if (operator === "&&" ? hasFailed : operator === "||" && !hasFailed) continue;
    const [word, code = "0"] = next.words;
    if (word === "exit" || word === "return") return code === "0";
    hasFailed = word === "false";
  }
}

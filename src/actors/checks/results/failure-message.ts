import { stripAnsi } from "../../../contracts/error-fingerprint.js";

const maxLength = 10_000;

/** What a tool says of a failure, without colours and without the stack below it; at most 10,000 characters. */
export function failureMessage(...said: (string | undefined)[]): string {
  const text = said.find((words) => words !== undefined && words.trim() !== "") ?? "failed";
  const lines = stripAnsi(text.slice(0, 4 * maxLength)).split(/\r?\n/);
  const stack = lines.findIndex((line, at) => at > 0 && isFrame(line));
  const words = (stack < 0 ? lines : lines.slice(0, stack)).join("\n").trim();
  return (words === "" ? "failed" : words).slice(0, maxLength);
}

function isFrame(line: string): boolean {
  return (
    /^(?:[A-Za-z]:)?[^\s:]*[\\/][^\s:]+:\d+$/.test(line) ||
    /^\s*at \S.*(?:[:(]\w|<anonymous>|\bnative\b)/.test(line) ||
    /^\s*❯ .*:\d+:\d+$/.test(line)
  );
}

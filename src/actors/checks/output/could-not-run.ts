import { missingReason } from "../missing-command.js";
import { type Cause, causes, refusals } from "./causes.js";
import { outputLines } from "./output-lines.js";
import { readOutput } from "./read-output.js";

export interface Ended {
  /** `null`: it was killed. */
  exitCode: number | null;
  signal?: NodeJS.Signals | null;
  output: string;
  command: string;
}

/**
 * Why a check did not run at all, as a part of a sentence that a user understands; `undefined` for one that ran.
 * A check of which a test ran did run, unless it was killed or no test could reach its database.
 * With exit code 0 only a missing tool counts, and only one that the check asked for.
 */
export function couldNotRun({ exitCode, signal, output, command }: Ended): string | undefined {
  const killed = killedBy(exitCode, signal);
  if (killed !== undefined) return killed;
  const { counts, errors } = readOutput("check", output, "/");
  const lines = outputLines(output).map((line) => line.trim());
  const texts = errors.map(({ text }) => text);
  if (counts !== undefined && counts.executed !== 0)
    return counts.passed === 0 ? reasonIn(texts, refusals, true) : undefined;
  if (exitCode === 0) {
    const tool = reasonIn(lines, causes.tool);
    return tool !== undefined && isAskedFor(toolIn(tool), command, lines) ? tool : undefined;
  }
  const certain = reasonIn(lines, [...causes.tool, ...causes.setup]);
  if (certain !== undefined) return certain;
  const likely = isOnlyCause(texts)
    ? reasonIn(lines, [...causes.dependency, ...causes.surroundings])
    : undefined;
  return likely ?? (exitCode === null ? undefined : missingReason(exitCode, output, command));
}

const deadly: readonly NodeJS.Signals[] = ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGXCPU"];
const exitCodes = new Map([
  [129, "SIGHUP"],
  [130, "SIGINT"],
  [137, "SIGKILL"],
  [143, "SIGTERM"],
]);

/** Why a check was killed from outside; a crash (SIGSEGV, SIGABRT) is a failure of what ran. */
export function killedBy(
  exitCode: number | null,
  signal: NodeJS.Signals | null | undefined,
): string | undefined {
  const name = signal && deadly.includes(signal) ? signal : exitCodes.get(exitCode ?? 0);
  if (name === undefined) return undefined;
  return name === "SIGKILL" ? "killed (out of memory?)" : `killed by ${name}`;
}

/** The first cause, in the order of the table; with `isAll` one that every line tells. */
function reasonIn(lines: readonly string[], table: readonly Cause[], isAll = false): string | undefined {
  for (const [pattern, reason] of table) {
    const matches = lines.map((line) => pattern.exec(line.slice(0, 1_000)));
    if (isAll && (lines.length === 0 || matches.includes(null))) continue;
    for (const match of matches) {
      const said = match ? reason(match) : undefined;
      if (said !== undefined) return said;
    }
  }
  return undefined;
}

/** Other errors beside it would be failures. */
function isOnlyCause(texts: readonly string[]): boolean {
  const all = Object.values(causes).flat();
  return texts.every((text) => reasonIn(inErrors(text), all) !== undefined);
}

/** Without the file and the words of the tool before the message. */
function inErrors(text: string): string[] {
  const words = text.split(" ");
  return [text, words.slice(1).join(" "), words.slice(2).join(" ")];
}

function toolIn(reason: string): string {
  return /^the tool (\S+) is missing$/.exec(reason)?.[1] ?? reason;
}

/** In the command, or in a line where a package manager says what it starts. */
function isAskedFor(tool: string, command: string, lines: readonly string[]): boolean {
  const started = lines.flatMap((line) => /^(?:> |\$ |.*\$ )(.+)/.exec(line)?.[1] ?? []);
  return [command, ...started].some((text) => text.split(/[\s;&|()'"]+/).includes(tool));
}

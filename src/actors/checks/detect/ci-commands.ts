import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleCommands } from "../script/shell-words.js";
import { unwrapped } from "../script/wrapped-command.js";
import type { CiCommands } from "./candidate.js";

const folder = ".github/workflows";
const mostWorkflows = 20;

/** What the workflows of GitHub run: the simple commands of their `run:` lines, without wrappers like `uv run`. */
export async function ciCommands(worktree: string): Promise<CiCommands> {
  const names = (await readdir(join(worktree, folder)).catch((): string[] => []))
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .slice(0, mostWorkflows);
  const texts = await Promise.all(
    names.map((name) => readFile(join(worktree, folder, name), "utf8").catch(() => "")),
  );
  const commands = texts.flatMap(runLines).flatMap((text) => simpleCommands(text));
  return [...new Set(commands.map(({ words }) => unwrapped(words).words.join(" ")))];
}

/** The texts of `run:` in a workflow, in one line or as a block below it. */
export function runLines(workflow: string): string[] {
  const lines = workflow.split(/\r?\n/);
  return lines.flatMap((line, at) => {
    const [, lead = "", text = ""] = /^(\s*(?:- )?)run:\s*(.*)$/.exec(line) ?? [];
    if (text === "") return [];
    if (!/^[|>]/.test(text)) return [text.replace(/^(["'])(.*)\1$/, "$2")];
    const after = lines.slice(at + 1);
    const end = after.findIndex((next) => next.trim() !== "" && indentOf(next) <= lead.length);
    const block = after.slice(0, end < 0 ? after.length : end).map((next) => next.trim());
    return [block.join(text.startsWith(">") ? " " : "\n")];
  });
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

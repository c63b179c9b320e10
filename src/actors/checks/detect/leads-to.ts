import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { calledPrograms } from "../script/own-programs.js";
import { readScript, type ScriptCommand } from "../script/read-script.js";
import type { Candidate } from "./candidate.js";
import type { Folder } from "./folder.js";

const mostText = 20_000;

/** The command as it is run from the worktree. */
export function inFolder(command: string, { path }: Folder): string {
  if (path === "") return command;
  return `cd ${/^[\w./@-]+$/.test(path) ? path : JSON.stringify(path)} && ${command}`;
}

/**
 * The simple commands that a candidate leads to: through package scripts, what its toolchain calls, `sh -c`, and the
 * project's own shell scripts, one deep.
 */
export async function leadsTo({ command, reads = [] }: Candidate, folder: Folder): Promise<ScriptCommand[]> {
  const { worktree } = folder;
  const texts = [command, ...reads].map((text) => inFolder(text, folder));
  const found = (await Promise.all(texts.map((text) => readScript(text, worktree)))).flat();
  const inner = found.flatMap(({ words, folder: place = "" }) => {
    const text = startedBy(words);
    return text === undefined ? [] : [place === "" ? text : `cd ${place} && ${text}`];
  });
  const shells = calledPrograms(found).filter((path) => /\.(?:ba|z)?sh$|^[^.]*$/.test(posix.basename(path)));
  const scripts = await Promise.all(shells.map((path) => shellScript(join(worktree, path))));
  const more = await Promise.all([...inner, ...scripts].map((text) => readScript(text, worktree)));
  return [...found, ...more.flat()];
}

/** What `sh -c TEXT`, `tool -- COMMAND` and `node wrapper.js COMMAND` start. */
function startedBy(words: readonly string[]): string | undefined {
  const [tool = "", first = "", second = ""] = words;
  if (/^(?:\S*\/)?(?:ba|z|da|)sh$/.test(tool) && /^-\w*c$/.test(first)) return second;
  const dashes = words.indexOf("--");
  const from =
    dashes > 0 ? dashes + 1 : /^(?:node|tsx)$/.test(tool) && /\.[cm]?[jt]s$/.test(first) ? 2 : undefined;
  const rest = from === undefined ? [] : words.slice(from);
  return /^[\w@]/.test(rest[0] ?? "") ? rest.map((word) => JSON.stringify(word)).join(" ") : undefined;
}

async function shellScript(path: string): Promise<string> {
  const text = (await readFile(path, "utf8").catch(() => "")).slice(0, mostText);
  const isShell = /\.\w*sh$/.test(path) || /^#!.*\b(?:ba|z|da)?sh\b/.test(text);
  return isShell ? text.replace(/^#!.*/, "") : "";
}

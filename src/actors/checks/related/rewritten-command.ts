import { stat } from "node:fs/promises";
import { join, posix } from "node:path";
import type { ScriptCommand } from "../script/read-script.js";
import { simpleCommands } from "../script/shell-words.js";
import { unwrapped } from "../script/wrapped-command.js";

export interface Rewriting {
  /** The check's command. */
  command: string;
  /** What it leads to. */
  commands: readonly ScriptCommand[];
  /** The one of them that gets other words. */
  script: ScriptCommand;
  words: readonly string[];
  /** Absolute. */
  worktree: string;
}

/**
 * The check's command where one of the commands that it leads to has other words. Added words go the way that the
 * check's own command has for them. Else the command's text is replaced, or it is run in place of the package script
 * that consists of it. `undefined` where neither does the same as before.
 */
export async function rewrittenCommand(rewriting: Rewriting): Promise<string | undefined> {
  const { command, commands, script, words, worktree } = rewriting;
  const { append, isOwn, raw } = script;
  if (append && script.words.every((word, at) => words[at] === word)) {
    const added = words.slice(script.words.length).map(quoted).join(" ");
    return `${command.slice(0, append.at)}${append.separator} ${added}${command.slice(append.at)}`;
  }
  const start = startOf(script);
  if (start === undefined || words.some((word) => /[$`]/.test(word))) return undefined;
  const text = [...start, ...words.map(quoted)].join(" ");
  if (!isOwn) return commands.length === 1 ? inScriptsPlace(script, text, worktree) : undefined;
  if (!append || command.slice(append.at - raw.length, append.at) !== raw) return undefined;
  return `${command.slice(0, append.at - raw.length)}${text}${command.slice(append.at)}`;
}

/** The assignments and wrappers before a command's words. Nothing where the shell would expand or redirect something. */
function startOf({ raw, words }: ScriptCommand): string[] | undefined {
  const [only, another] = simpleCommands(raw);
  if (!only || another || /[$`<>]/.test(raw)) return undefined;
  const rest = unwrapped(only.words).words;
  const isEnd = rest.every((word, at) => only.words.at(at - rest.length) === word && words[at] === word);
  return isEnd ? only.words.slice(0, only.words.length - rest.length).map(quotedAssignment) : undefined;
}

/** As a package manager runs it: in the script's folder, with the commands of its packages and of those around it. */
async function inScriptsPlace(
  { folder = "", env, raw }: ScriptCommand,
  text: string,
  worktree: string,
): Promise<string | undefined> {
  if (process.platform === "win32") return undefined;
  const depth = folder === "" ? 0 : folder.split("/").length;
  const places = Array.from({ length: depth + 1 }, (_, up) => `${"../".repeat(up)}node_modules/.bin`);
  const isThere = await Promise.all(
    places.map((place) => isFolder(join(worktree, posix.join(folder, place)))),
  );
  const path = [...places.filter((_, at) => isThere[at]).map((place) => `$PWD/${place}`), "$PATH"].join(":");
  const own = unwrapped(simpleCommands(raw)[0]?.words ?? []).env;
  const inherited = Object.entries(env).filter(([name]) => own[name] === undefined);
  if (inherited.some(([, value]) => /[$`]/.test(value))) return undefined;
  const assignments = inherited.map(([name, value]) => `${name}=${quoted(value)}`);
  return [...(folder === "" ? [] : [`cd ${quoted(folder)} &&`]), `PATH="${path}"`, ...assignments, text].join(
    " ",
  );
}

async function isFolder(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info?.isDirectory() === true;
}

function quotedAssignment(word: string): string {
  const [, name, value] = /^([A-Za-z_]\w*=)([\s\S]*)$/.exec(word) ?? [];
  return name === undefined ? quoted(word) : `${name}${quoted(value ?? "")}`;
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

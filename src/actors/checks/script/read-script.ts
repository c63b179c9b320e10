import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { isExitCodeLost } from "./exit-code.js";
import { matchingScripts } from "./matching-scripts.js";
import { type ScriptCall, scriptCall } from "./script-call.js";
import { simpleCommands } from "./shell-words.js";
import { workspaceFolders } from "./workspace-folders.js";
import { unwrapped } from "./wrapped-command.js";

/** A simple command that a check's command leads to. */
export interface ScriptCommand {
  /** Without assignments and without wrappers like `npx`, `cross-env`, `poetry run`. */
  words: string[];
  /** What the script itself sets for it. */
  env: Record<string, string>;
  /** The check can end with 0 although this command failed. */
  isExitCodeLost: boolean;
  /** Where it runs, relative to the worktree with `/`; absent for the worktree itself. */
  folder?: string;
  /** As the script has it. */
  raw: string;
  /** It may run more than once: in packages of a workspace, in a loop or a group. */
  isRepeated: boolean;
  /** Where in the check's own command arguments for it go, and what stands before them. Absent where none reach it. */
  append?: { at: number; separator: string };
  /** It stands in the check's own command, and not in a script that it calls. */
  isOwn: boolean;
  /** Its output goes into another command or a file. */
  isPiped: boolean;
  /** The command that runs it in the packages of a workspace, like `turbo run test`; the outermost one. */
  repeatedBy?: ScriptCommand;
}

const maxDepth = 8;
const maxCommands = 500;

/**
 * The simple commands that a check's command leads to, in order, through the scripts of `package.json` (also of a
 * workspace's packages, whatever the filter), with their `pre` and `post` scripts. At most 500, eight scripts deep.
 *
 * @param worktree absolute
 */
export async function readScript(command: string, worktree: string): Promise<ScriptCommand[]> {
  const found: ScriptCommand[] = [];
  await follow(
    command,
    { worktree, folder: "", depth: 0, isLost: false, isRepeated: false, env: {}, separator: "" },
    found,
  );
  return found;
}

interface Place {
  worktree: string;
  folder: string;
  depth: number;
  isLost: boolean;
  isRepeated: boolean;
  env: Record<string, string>;
  /** Absent where appended arguments do not reach the end of this text. */
  separator?: string;
  /** A `--` among them gets here, too. */
  passesDashes?: boolean;
  /** Where they go; at depth 0 each command has its own place. */
  at?: number;
  /** What the call of this text appends to it. */
  args?: readonly string[];
  repeatedBy?: ScriptCommand;
}

async function follow(text: string, place: Place, found: ScriptCommand[]): Promise<void> {
  const commands = simpleCommands(text);
  let { folder } = place;
  for (const [index, { words: all, raw, end, isNested, isPiped }] of commands.entries()) {
    if (found.length >= maxCommands) return;
    const isLast = index === commands.length - 1 && !isNested;
    const { words, env: set } = unwrapped(isLast && place.args ? [...all, ...place.args] : all);
    if (words[0] === "cd") {
      folder = posix.normalize(posix.join(folder, words[1] ?? ""));
      continue;
    }
    if (words.length === 0) continue;
    const isOwn = place.depth === 0;
    const append =
      place.separator !== undefined && (isOwn || isLast) && !isNested
        ? { at: place.at ?? end, separator: place.separator }
        : undefined;
    const isLost = place.isLost || isExitCodeLost(commands, index);
    const env = { ...place.env, ...set };
    const declared = await scriptsIn(place.worktree, folder);
    const call = scriptCall(words, new Set(Object.keys(declared)));
    const own: ScriptCommand = {
      words,
      env,
      isExitCodeLost: isLost,
      ...(folder !== "" && folder !== "." && { folder }),
      raw,
      isRepeated: place.isRepeated || isNested || call?.isWorkspace === true,
      ...(append && { append }),
      isOwn,
      isPiped,
      ...(place.repeatedBy && { repeatedBy: place.repeatedBy }),
    };
    const repeatedBy = place.repeatedBy ?? (call?.isWorkspace ? own : undefined);
    const next: Place = {
      worktree: place.worktree,
      folder,
      depth: place.depth + 1,
      isLost,
      isRepeated: place.isRepeated || isNested,
      env,
      passesDashes: place.passesDashes !== false,
      ...(repeatedBy && { repeatedBy }),
    };
    const isFollowed =
      call !== undefined && place.depth < maxDepth && (await followCall(call, next, append, found));
    if (isFollowed) continue;
    found.push(own);
  }
}

/** Whether it led anywhere. */
async function followCall(
  call: ScriptCall,
  place: Place,
  append: ScriptCommand["append"],
  found: ScriptCommand[],
): Promise<boolean> {
  const before = found.length;
  const base = posix.join(place.folder, call.folder ?? "");
  const folders = call.isWorkspace ? await workspaceFolders(place.worktree, base) : [base];
  for (const folder of folders) {
    const declared = await scriptsIn(place.worktree, folder);
    const names = call.scripts.flatMap((name) => matchingScripts(name, Object.keys(declared)));
    for (const name of names) {
      const hooks = call.hasHooks ? [`pre${name}`, name, `post${name}`] : [name];
      for (const hook of hooks.filter((other) => declared[other] !== undefined)) {
        const passes = call.separator === "" || place.passesDashes === true;
        const reaches = hook === name && append !== undefined && call.separator !== undefined && passes;
        const next: Place = {
          ...place,
          folder,
          isRepeated: place.isRepeated || call.isWorkspace,
          ...(hook === name && call.args && { args: call.args }),
        };
        await follow(
          declared[hook] ?? "",
          reaches
            ? {
                ...next,
                separator: `${append.separator}${call.separator}`,
                at: append.at,
                passesDashes: place.passesDashes === true && call.passesDashes,
              }
            : next,
          found,
        );
      }
    }
  }
  for (const command of call.commands) await follow(command, place, found);
  return found.length > before;
}

async function scriptsIn(worktree: string, folder: string): Promise<Record<string, string>> {
  try {
    const text = await readFile(join(worktree, folder, "package.json"), "utf8");
    const { scripts = {} } = JSON.parse(text.replace(/^\uFEFF/, "")) as { scripts?: object };
    return Object.fromEntries(Object.entries(scripts).filter(([, script]) => typeof script === "string"));
  } catch {
    return {};
  }
}

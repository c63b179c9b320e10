import { constants } from "node:fs";
import { access, lstat, mkdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { TextDecoder } from "node:util";
import { type Ownership, writeAtomically } from "../../files/write-atomically.js";
import { CommandError } from "../command-error.js";
import type { ConfigKind } from "../opencode/config-files.js";
import { keepBackup } from "./backup.js";
import { type PluginList, readPluginList } from "./plugin-list.js";

/** A config of OpenCode that may be changed. */
export interface ConfigFile extends PluginList {
  path: string;
  /** Where a link leads to. */
  target: string;
  /** Absent where there is no such file yet. */
  ownership?: Ownership;
  /** What an editor may put before the text to mark it as Unicode. */
  mark: string;
}

/**
 * Reads a config, which may be missing.
 * @throws CommandError when it is not one that OpenCode takes
 */
export async function readConfigFile(path: string, kind: ConfigKind): Promise<ConfigFile> {
  const target = await targetOf(path);
  if (!target) return { path, target: path, mark: "", ...readPluginList("", kind) };
  try {
    const marked = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await readFile(target));
    const mark = marked.startsWith("\uFEFF") ? "\uFEFF" : "";
    const { mode, uid, gid } = await stat(target);
    return {
      path,
      target,
      ownership: { mode, uid, gid },
      mark,
      ...readPluginList(marked.slice(mark.length), kind),
    };
  } catch (cause) {
    throw new CommandError(
      `${path} cannot be changed: ${(cause as Error).message}. Fix it, then try again. Nothing was changed`,
      1,
      { cause },
    );
  }
}

/**
 * Makes sure that a config can be written, and a backup beside it.
 * @throws CommandError when not, which says that nothing was changed: to be called before the first change
 */
export async function checkWritable({ path, target, ownership }: ConfigFile): Promise<void> {
  try {
    if (ownership) await checkFile(target, ownership);
    for (const folder of new Set([dirname(target), dirname(path)])) await checkFolder(folder);
  } catch (cause) {
    throw unwritable(path, cause, "Nothing was changed");
  }
}

/**
 * Writes another text into a config.
 * @param keep whether the text before is kept beside it
 * @returns the file with the text before
 * @throws CommandError when it cannot be written; it is then as it was
 */
export async function writeConfigFile(
  file: ConfigFile,
  text: string,
  { keep }: { keep: boolean },
): Promise<string | undefined> {
  const { path, target, ownership, mark } = file;
  let backup: { path: string; isNew: boolean } | undefined;
  try {
    if (!ownership) {
      await mkdir(dirname(target), { recursive: true });
    } else {
      await checkFile(target, ownership);
      if (keep) backup = await keepBackup(path, mark + file.text, ownership);
    }
    await writeAtomically(target, mark + text, ownership);
    return backup?.path;
  } catch (cause) {
    if (backup?.isNew) await rm(backup.path, { force: true }).catch(() => undefined);
    throw unwritable(path, cause);
  }
}

/** @throws CommandError when it cannot be deleted */
export async function deleteConfigFile({ path, target }: ConfigFile): Promise<void> {
  try {
    await rm(target);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Where a write fails, another config may be written already. */
function unwritable(path: string, cause: unknown, then = "It was not changed"): CommandError {
  const why = (cause as Error).message;
  return new CommandError(`${path} cannot be written: ${why}. Make it writable, then try again. ${then}`, 1, {
    cause,
  });
}

/** A rename would replace a file that nobody may write, and root may write all. */
async function checkFile(target: string, { mode }: Ownership): Promise<void> {
  if ((mode & 0o222) === 0) throw new Error("it is read-only");
  await access(target, constants.W_OK);
}

/** A folder that is missing is made in the nearest one that is there. */
async function checkFolder(folder: string): Promise<void> {
  const isThere = await lstat(folder).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return false;
      throw error;
    },
  );
  if (!isThere) return checkFolder(dirname(folder));
  if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
  await access(folder, constants.W_OK | constants.X_OK);
}

async function targetOf(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch (cause) {
    const isLink = await lstat(path).then(
      () => true,
      () => false,
    );
    if (!isLink) return undefined;
    throw new CommandError(`${path} is a broken link. Fix or delete it. Nothing was changed`, 1, { cause });
  }
}

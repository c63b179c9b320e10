import { rmdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import type { ConfigKind } from "../opencode/config-files.js";
import { findRegistrations } from "../opencode/registration.js";
import { backupsOf, dropBackups } from "./backup.js";
import { configFilesOf, ownEntries, type Scope } from "./choose-file.js";
import { type ConfigFile, checkWritable, deleteConfigFile, writeConfigFile } from "./config-file.js";
import { newConfig, readPluginList, withEntry, withoutEntry } from "./plugin-list.js";

/** What came of taking the plugin out. */
export interface Removal {
  changed: readonly ChangedFile[];
  /** Configs that name the plugin still. */
  others: readonly string[];
}

export interface ChangedFile {
  file: string;
  did: "restored" | "edited" | "deleted";
  backup?: string;
}

/**
 * Takes every entry of both parts of the plugin out of the configs of a scope.
 * @throws CommandError when a config cannot be read or written, before any is changed
 */
export async function uninstallPlugin(scope: Scope): Promise<Removal> {
  const changed: ChangedFile[] = [];
  const files = await Promise.all(kinds.map((kind) => configFilesOf(scope, kind)));
  const registered = files.flat().filter((file) => ownEntries(file).length > 0);
  for (const file of registered) await checkWritable(file);
  for (const file of registered) changed.push(await clean(file));
  const others = kinds.flatMap((kind) => findRegistrations(scope.folder, kind));
  return { changed, others: others.map(({ source }) => source.name) };
}

const kinds: readonly ConfigKind[] = ["opencode", "tui"];

async function clean(file: ConfigFile): Promise<ChangedFile> {
  const { path, mark } = file;
  const original = await textBeforeInstall(file);
  if (original === undefined && isOfOurMaking(file)) {
    await deleteConfigFile(file);
    if (basename(dirname(path)) === ".opencode") await rmdir(dirname(path)).catch(() => undefined);
    return { file: path, did: "deleted" };
  }
  const text = original ?? withoutOwnEntries(file);
  const backup = await writeConfigFile(file, text, { keep: original === undefined });
  await dropBackups(path, mark + text);
  return { file: path, did: original === undefined ? "edited" : "restored", ...(backup ? { backup } : {}) };
}

/** The text that was kept, where nothing but the installation has changed it since. */
async function textBeforeInstall(file: ConfigFile): Promise<string | undefined> {
  const { path, text, mark } = file;
  const [entry, ...more] = ownEntries(file);
  if (!entry || more.length > 0) return undefined;
  const kept = (await backupsOf(path)).map((backup) => backup.text.slice(mark.length));
  return kept.find((before) => {
    const list = readPluginList(before, file.kind);
    return ownEntries({ ...file, ...list }).length === 0 && withEntry(list, entry.spec) === text;
  });
}

function isOfOurMaking(file: ConfigFile): boolean {
  return ownEntries(file).some(({ spec }) => file.text === newConfig(spec, file.kind));
}

function withoutOwnEntries(file: ConfigFile): string {
  const [entry] = ownEntries(file);
  if (!entry) return file.text;
  return withoutOwnEntries({ ...file, ...readPluginList(withoutEntry(file, entry), file.kind) });
}

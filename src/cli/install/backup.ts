import { readFile, rm } from "node:fs/promises";
import { type Ownership, writeAtomically } from "../../files/write-atomically.js";

/**
 * Keeps a config's text beside it. An older backup is never overwritten: the next one gets a number.
 * @returns its file, and whether that was made now
 */
export async function keepBackup(
  path: string,
  text: string,
  ownership: Ownership,
): Promise<{ path: string; isNew: boolean }> {
  for (let number = 1; ; number++) {
    const backup = backupName(path, number);
    const kept = await textOf(backup);
    if (kept === text) return { path: backup, isNew: false };
    if (kept !== undefined) continue;
    await writeAtomically(backup, text, ownership);
    return { path: backup, isNew: true };
  }
}

/** The texts that are kept beside a config, the newest first. */
export async function backupsOf(path: string): Promise<{ path: string; text: string }[]> {
  const found: { path: string; text: string }[] = [];
  for (let number = 1; ; number++) {
    const backup = backupName(path, number);
    const text = await textOf(backup);
    if (text === undefined) return found;
    found.unshift({ path: backup, text });
  }
}

/** Deletes the backups that hold what the config itself holds again. */
export async function dropBackups(path: string, text: string): Promise<void> {
  const needless = (await backupsOf(path)).filter((backup) => backup.text === text);
  await Promise.all(needless.map((backup) => rm(backup.path, { force: true })));
}

function backupName(path: string, number: number): string {
  return `${path}.before-orchestrator${number === 1 ? "" : `.${number}`}`;
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

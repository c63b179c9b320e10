import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";

/** Whose a file is, and who may do what with it. */
export interface Ownership {
  mode: number;
  uid: number;
  gid: number;
}

/**
 * Writes a file whole or not at all, also when the process or the machine stops in the midst of it.
 *
 * @param ownership of the file that is replaced, where it is to stay so; its owner only as far as the system lets
 * @throws the file system's error; the file is then as it was
 */
export async function writeAtomically(path: string, text: string, ownership?: Ownership): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeThrough(temporary, text, ownership);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Returns when the disk has it: a rename may reach the disk before the content that it names. */
async function writeThrough(path: string, text: string, ownership?: Ownership): Promise<void> {
  const file = await open(path, "wx");
  try {
    if (ownership) {
      await file.chown(ownership.uid, ownership.gid).catch(() => undefined);
      await file.chmod(ownership.mode & 0o777);
    }
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

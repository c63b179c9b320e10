import { randomUUID } from "node:crypto";
import { lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** How far the clock of a folder's file system is ahead of this process's, in milliseconds: of a network's, far. */
export async function measureClockOffset(folder: string): Promise<number> {
  const probe = join(folder, `clock-${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  const earliest = Date.now();
  await writeFile(probe, "");
  const { ctimeMs } = await lstat(probe);
  const latest = Date.now();
  await rm(probe, { force: true });
  return ctimeMs - Math.min(Math.max(ctimeMs, earliest), latest);
}

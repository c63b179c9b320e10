import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resultsFolder } from "./base-folder.js";
import { claimFolder } from "./owner-file.js";

/** Makes an empty folder for `releaseFolder`. Where this process is killed before, the next run removes it. */
export async function makeTemporaryFolder(): Promise<string> {
  const base = await resultsFolder();
  if (base === undefined) return mkdtemp(join(tmpdir(), "check-results-"));
  const folder = join(base, randomBytes(6).toString("hex"));
  await claimFolder(folder);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

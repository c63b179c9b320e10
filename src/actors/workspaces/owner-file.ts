import { readdir, readFile, readlink, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import * as z from "../../contracts/zod.js";
import { writeAtomically } from "../../files/write-atomically.js";
import { isGone, processIdentity, unknownIdentity } from "../../runs/process-identity.js";
import { removeFolder } from "./remove-folder.js";

const suffix = ".owner.json";

const ownerSchema = z.object({
  version: z.literal(1),
  pid: z.int32().positive(),
  /** Tells the process from a later one with the same id. */
  process: z.string().min(1),
  /** Where that process id means this process. */
  host: z.string(),
});

/**
 * Says that `folder` belongs to this process. It is written beside the folder before that is made, and removed
 * after it, so that a folder without an owner never is one of ours.
 */
export async function claimFolder(folder: string): Promise<void> {
  const owner: z.infer<typeof ownerSchema> = {
    version: 1,
    pid: process.pid,
    process: (await processIdentity(process.pid)) ?? unknownIdentity,
    host: await host(),
  };
  await writeAtomically(`${folder}${suffix}`, `${JSON.stringify(owner)}\n`);
}

/** Removes a claimed folder, then the claim. */
export async function releaseFolder(folder: string): Promise<void> {
  await removeFolder(folder);
  await rm(`${folder}${suffix}`, { force: true });
}

/** Removes the claimed folders in `parent` whose processes are gone for certain, and nothing else. */
export async function releaseOrphans(parent: string): Promise<void> {
  const names = await readdir(parent).catch((): string[] => []);
  const here = await host();
  for (const name of names.filter((candidate) => candidate.endsWith(suffix))) {
    const owner = await readOwner(join(parent, name));
    if (!owner || owner.host !== here || !(await isGone(owner.pid, owner.process))) continue;
    await releaseFolder(join(parent, name.slice(0, -suffix.length)));
  }
}

async function readOwner(file: string): Promise<z.infer<typeof ownerSchema> | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Containers may share a folder and a host's name; their process ids are their own. */
async function host(): Promise<string> {
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  return `${hostname()} ${namespace}`.trim();
}

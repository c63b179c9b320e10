// What saving costs in a worktree with much that git does not track: time, and bytes on the disk, over three runs.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { lstat, mkdir, mkdtemp, open, readdir, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGitCheckpoints } from "../dist/actors/checkpoints/git-checkpoints.js";
import { figure } from "./report.js";

const runs = 3;
const worlds = [
  { name: "300 MB in 15,000 files", files: 15_000, bytes: 20_000 },
  { name: "2 GB in 20 files", files: 20, bytes: 100_000_000 },
  { name: "6 GB in 3 files", files: 3, bytes: 2_000_000_000 },
  { name: "6 GB in 6,000 files", files: 6_000, bytes: 1_000_000 },
];
/** A world is left out where it would take more than this share of what is free. */
const mostOfDisk = 0.3;

export default { title: "Untracked files", run };

async function run() {
  const { bavail, bsize } = await statfs(tmpdir());
  const fits = ({ files, bytes }) => files * bytes < mostOfDisk * bavail * bsize;
  const figures = [];
  for (const world of worlds.filter(fits)) figures.push(...(await measure(world)));
  return {
    notes: [
      `A new store and a new folder for each of ${runs} runs; random bytes. What two runs share on the disk counts once.`,
      ...worlds.filter((world) => !fits(world)).map(({ name }) => `There was no room for ${name}.`),
    ],
    figures,
  };
}

async function measure({ name, files, bytes }) {
  const root = await mkdtemp(join(tmpdir(), "orchestrator-bench-"));
  const worktree = join(root, "project");
  try {
    await writeProject(worktree, files, bytes);
    const written = await megabytes(worktree);
    if (written * 1_000_000 < files * bytes) throw new Error(`${name}: ${written} MB were written`);
    const figures = [];
    for (let number = 1; number <= runs; number++) {
      const stateFolder = join(root, "runs", `run-${number}`);
      const begun = performance.now();
      const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
      const first = await checkpoints.save().then(() => "save", saysWhy);
      figures.push(figure(`${name}: first ${first} of run ${number}`, secondsSince(begun), "s"));
      if (number > 1) continue;
      const again = performance.now();
      await checkpoints.save().catch(() => {});
      figures.push(figure(`${name}: next save of run ${number}`, secondsSince(again), "s"));
      figures.push(figure(`${name}: run ${number} on the disk`, await megabytes(stateFolder), "MB"));
    }
    figures.push(figure(`${name}: all ${runs} runs on the disk`, await megabytes(join(root, "runs")), "MB"));
    return figures;
  } finally {
    await rm(root, { recursive: true });
  }
}

function saysWhy(error) {
  return `save that failed (${error.message.slice(0, 80)})`;
}

function secondsSince(begun) {
  return (performance.now() - begun) / 1000;
}

async function megabytes(folder) {
  const counted = new Map();
  for (const entry of await readdir(folder, { recursive: true })) {
    const { ino, blocks } = await lstat(join(folder, entry));
    counted.set(ino, blocks * 512);
  }
  return [...counted.values()].reduce((sum, bytes) => sum + bytes, 0) / 1_000_000;
}

async function writeProject(worktree, files, bytes) {
  await mkdir(worktree, { recursive: true });
  spawnSync("git", ["init", "-q"], { cwd: worktree });
  await writeFile(join(worktree, "main.js"), "export const one = 1;\n");
  const chunk = 1_000_000;
  for (let number = 0; number < files; number++) {
    const folder = join(worktree, "data", `${number % 100}`);
    await mkdir(folder, { recursive: true });
    const file = await open(join(folder, `${number}.bin`), "w");
    for (let left = bytes; left > 0; left -= chunk) await file.write(randomBytes(Math.min(chunk, left)));
    await file.close();
  }
}

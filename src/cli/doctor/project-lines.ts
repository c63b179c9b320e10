import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { detectChecks } from "../../actors/checks/detect-checks.js";
import type { Options } from "../../contracts/options.js";
import { runsFolder } from "../../runs/run-folder.js";
import { findWorktree } from "../worktree.js";
import { fail, type Line, ok, warn } from "./line.js";

export async function gitLine(folder: string): Promise<Line> {
  const limits = "changes cannot be taken back, and the reviewer sees no diff";
  const worktree = findWorktree(folder);
  if (!worktree) return warn(`Not a git worktree: ${limits}`, "git init, and commit what is there");
  try {
    await promisify(execFile)("git", ["rev-parse", "--git-dir"], { cwd: folder });
    return ok(`Git worktree ${worktree}`);
  } catch (error) {
    return warn(
      `Git does not work here (${firstLine(error)}): ${limits}`,
      "Install git, or mend the repository",
    );
  }
}

export async function writableLine(folder: string): Promise<Line> {
  const place = await nearest(join(folder, runsFolder));
  try {
    await access(place, constants.W_OK | constants.X_OK);
    return ok(`Runs can be written to ${runsFolder}`);
  } catch (error) {
    return fail(`Runs cannot be written: ${firstLine(error)}`, `Make ${place} writable`);
  }
}

/** The folder itself, or what is there of its path. */
async function nearest(path: string): Promise<string> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? path : nearest(dirname(path));
}

export async function checksLine(folder: string, { checks: wanted }: Options): Promise<Line> {
  const checks = wanted === "auto" ? await detectChecks(folder) : wanted || [];
  if (checks.length === 0) {
    return warn(
      "Checks: none: changes can only be reviewed, never verified",
      wanted === false
        ? 'Take "checks": false out of the options'
        : 'Add a "test" script, or name commands in the option "checks"',
    );
  }
  return ok(`Checks: ${checks.map(({ name, command }) => `${name} (${command})`).join(", ")}`);
}

function firstLine(error: unknown): string {
  return (error as Error).message.split("\n")[0] ?? "";
}

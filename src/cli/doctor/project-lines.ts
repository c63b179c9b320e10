import { execFile } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { configuredChecks } from "../../actors/checks/configured-checks.js";
import { type Examined, examineChecks } from "../../actors/checks/detect-checks.js";
import type { Options } from "../../contracts/options.js";
import { shortPath } from "../../report/short-path.js";
import { runsFolderOf } from "../../runs/run-folder.js";
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
  const runs = runsFolderOf(folder);
  const place = await nearest(runs);
  try {
    await access(place, constants.W_OK | constants.X_OK);
    return ok(`Runs can be written to ${shortPath(runs, folder)}`);
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

/** The checks with the reason for each, and what is left out with the line of `orchestrator.jsonc` that takes it. */
export async function checkLines(folder: string, { checks: wanted }: Options): Promise<Line[]> {
  if (wanted === "auto") return detectedLines(await examineChecks(folder));
  if (wanted === false || wanted.length === 0) {
    return [warn(noChecks, wanted === false ? 'Take "checks": false out of the options' : nameChecks)];
  }
  return [
    ok(
      `Checks: ${configuredChecks(wanted, [])
        .map(({ name, command }) => `${name} (${command})`)
        .join(", ")}`,
    ),
  ];
}

const noChecks = "Checks: none: changes can only be reviewed, never verified";
const nameChecks = 'Add a "test" script, or name commands in the option "checks"';

function detectedLines({ checks, leftOut }: Examined): Line[] {
  const taken = checks.map(({ name, command, why }) => ok(`Check ${name}: ${command} (${why})`));
  const left = leftOut.map(({ name, command, why, instead, configuration }) => {
    const text = `Left out: ${name} (${command}): ${why}`;
    return instead.length > 0
      ? ok(`${text}; instead: ${instead.join(", ")}`)
      : warn(text, `To run it all the same, in .opencode/orchestrator.jsonc: ${configuration}`);
  });
  return [...(taken.length > 0 ? taken : [warn(noChecks, nameChecks)]), ...left];
}

function firstLine(error: unknown): string {
  return (error as Error).message.split("\n")[0] ?? "";
}

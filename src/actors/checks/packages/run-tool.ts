import { execFile } from "node:child_process";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { outsideHost } from "../outside-host.js";

const mostOutput = 100_000_000;
const timeout = 60_000;

/** What a tool prints that only reads; `undefined` where it fails. */
export async function runTool(
  [program = "", ...args]: readonly string[],
  worktree: string,
  folder = "",
): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(program, args, {
      cwd: join(worktree, folder),
      env: outsideHost(process.env),
      maxBuffer: mostOutput,
      timeout,
    });
    return stdout;
  } catch {
    return undefined;
  }
}

/** An absolute path that a tool tells, relative to the worktree with `/`. @param root the worktree's real path */
export function placeIn(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}

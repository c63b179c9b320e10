import { realpath } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { gitLine, gitList } from "../checkpoints/git.js";
import { findWorktreeFiles, type WorktreeFiles } from "../checkpoints/worktree-files.js";
import { refusal } from "./budget.js";

/** The repository that the worktree belongs to. Everything here only reads. */
export interface UserRepository {
  /** Its root, without links. */
  top: string;
  /** `top` as the worktree's own path spells it. */
  spelling: string;
  /** The worktree relative to `top`: "" or "packages/one". */
  prefix: string;
  /** All of its files but the worktree's, where that is a folder inside. */
  files: WorktreeFiles;
  /** The folders of submodules, relative to `top`: no tree holds their files. */
  submodules(): Promise<string[]>;
}

/**
 * @param stateFolder the run's folder; its files are never listed
 * @throws ActorError of `checks` when the worktree is in no repository
 */
export async function openUserRepository(worktree: string, stateFolder: string): Promise<UserRepository> {
  const options = { cwd: worktree };
  const top = await gitLine(["rev-parse", "--show-toplevel"], options)
    .then((path) => realpath(path))
    .catch((error: unknown) => {
      throw refusal(`${worktree} is not in a git worktree`, error);
    });
  const prefix = toSlashes(relative(top, await realpath(worktree)));
  const own = [join(prefix, ".opencode/orchestrator"), relative(top, await realpath(stateFolder))];
  const ownFolders = [...own.map(toSlashes), ...(prefix === "" ? [] : [prefix])];
  const files = await findWorktreeFiles(top, ownFolders);
  if (!files) throw refusal(`${worktree} is not in a git worktree`);
  return {
    top,
    spelling: resolve(worktree, ...prefix.split("/").map((name) => (name === "" ? "." : ".."))),
    prefix,
    files,
    async submodules() {
      const entries = await gitList(["ls-files", "--stage", "-z"], { cwd: top });
      const links = entries.filter((entry) => entry.startsWith("160000 "));
      return links.map((entry) => entry.slice(entry.indexOf("\t") + 1));
    },
  };
}

function toSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}

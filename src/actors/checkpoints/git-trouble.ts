import { GitError, git, gitLine } from "./git.js";
import type { GitFailure } from "./git-failure.js";

/**
 * Why git has no worktree here, or does not work.
 *
 * @returns nothing where all is well; `isFailure` where git failed, in its own words, and not just has no repository
 */
export async function findGitTrouble(
  folder: string,
): Promise<(GitFailure & { isFailure: boolean }) | undefined> {
  try {
    const options = { cwd: folder };
    const [isInside, isBare] = (
      await gitLine(["rev-parse", "--is-inside-work-tree", "--is-bare-repository"], options)
    ).split("\n");
    if (isInside !== "true") return { ...(isBare === "true" ? bare : insideGit), isFailure: false };
    const prefix = await gitLine(["rev-parse", "--show-prefix"], options);
    if (prefix === "") return undefined;
    const { exitCode } = await git(["check-ignore", "-q", "."], { ...options, answers: [1] });
    return exitCode === 0 ? { ...ignored, isFailure: false } : undefined;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (/not a git repository \(or any/.test(error.stderr)) return { ...none, isFailure: false };
    return { ...error.explained, isFailure: true };
  }
}

const none: GitFailure = {
  words: "Not a git worktree",
  fix: "git init, and commit what is there",
};
const bare: GitFailure = {
  words: "A bare repository has no worktree",
  fix: "git worktree add ../worktree, and work there",
};
const insideGit: GitFailure = { words: "This is the inside of a .git folder", fix: "Work in its worktree" };
const ignored: GitFailure = {
  words: "The repository around this folder ignores it",
  fix: "git check-ignore -v . names the line to take out, or git init makes a repository of its own",
};

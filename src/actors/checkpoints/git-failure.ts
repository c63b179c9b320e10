/** A failure of git as a user is told it. */
export interface GitFailure {
  /** What git said, on one line. */
  words: string;
  /** The command that fixes it, or what to do, where that is known. */
  fix?: string;
}

type Fix = (match: RegExpExecArray, folder: string) => string;

/** What git says, and what fixes it: the first that matches counts. */
const fixes: readonly [RegExp, Fix][] = [
  [
    /detected dubious ownership in repository at '([^'\n]+)'/,
    ([, path = ""]) => `git config --global --add safe.directory ${quoted(path)}`,
  ],
  [
    /not a git repository \(or any/,
    (_, folder) => `git -C ${quoted(folder)} init, then commit what is there`,
  ],
  [
    /not a git repository: (.+)/,
    (_, folder) =>
      `.git names a repository that is gone: run git worktree repair ${quoted(folder)} in the main worktree, or git submodule update --init for a submodule`,
  ],
  [
    /index file (?:corrupt|smaller)|bad index|bad signature|unknown index entry/,
    (_, folder) =>
      `rm "$(git -C ${quoted(folder)} rev-parse --git-path index)" && git -C ${quoted(folder)} reset: files stay as they are, what was staged is not staged any more`,
  ],
  [
    /Unable to create '([^'\n]+\.lock)': File exists/,
    ([, path = ""]) => `When no other git runs: rm ${quoted(path)}`,
  ],
  [
    /must be run in a work ?tree|cannot be used without a working tree/,
    (_, folder) => `git -C ${quoted(folder)} worktree add ../worktree, and work there`,
  ],
  [
    /No space left on device|Disk quota exceeded/i,
    (_, folder) => `Free space on the disk: df -h ${quoted(folder)}`,
  ],
  [
    /ermission denied|insufficient permission|read-only file system/i,
    (_, folder) => `Give yourself access: sudo chown -R "$(id -u)" ${quoted(folder)}`,
  ],
  [
    /bad (?:numeric )?config (?:line|value)|could not parse config/i,
    () => "Correct that line: git config --edit, or --global --edit",
  ],
  [
    /unknown repository extension|repo(?:sitory)? version/i,
    () => "Install a newer git: the repository was made by one",
  ],
  [
    /bad object|missing (?:blob|tree|commit)|object .+ is corrupt|unable to read (?:tree|sha1|object)|invalid object/i,
    (_, folder) =>
      `git -C ${quoted(folder)} fsck names what is damaged; git fetch --refetch brings it back from a remote`,
  ],
  [/Too many open files/i, () => "ulimit -n 4096, then start OpenCode again"],
  [/out of memory|malloc failed|mmap failed/i, () => "Close other programs: there is no memory left for git"],
];

/** @param stderr what git wrote before it failed */
export function explainGit(stderr: string, folder: string): GitFailure {
  const lines = stderr.split("\n").map((line) => line.trim());
  const main = lines.filter((line) => /^(?:fatal|error): /.test(line));
  const words = (main.length > 0 ? main : lines.filter(Boolean)).join("; ") || "it said nothing";
  for (const [pattern, fix] of fixes) {
    const match = pattern.exec(stderr);
    if (match) return { words, fix: fix(match, folder) };
  }
  return { words };
}

/** git could not be started. */
export function explainNoGit(error: NodeJS.ErrnoException, isFolderThere: boolean): GitFailure {
  if (error.code === "ENOENT" && !isFolderThere) return { words: "the folder is gone" };
  const fix = "Install git (https://git-scm.com/downloads), or put its folder into PATH";
  return { words: error.message, ...(error.code === "ENOENT" ? { fix } : {}) };
}

export function failureText({ words, fix }: GitFailure): string {
  return fix === undefined ? words : `${words}. To fix it: ${fix}`;
}

/** For a shell, where it has to be. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

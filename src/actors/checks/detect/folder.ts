import { access, readdir, readFile } from "node:fs/promises";
import { join, posix } from "node:path";

/** A folder of the project that is looked at for checks. What is missing or unreadable is empty. */
export interface Folder {
  /** Absolute. */
  worktree: string;
  /** Relative to the worktree with `/`; empty for the worktree itself. */
  path: string;
  /** The text of a file, without a byte order mark. */
  read(name: string): Promise<string>;
  has(name: string): Promise<boolean>;
  /** Whether the folder or one above it, up to the worktree, has the file. */
  hasAbove(name: string): Promise<boolean>;
  /** The names of its files. */
  names(): Promise<string[]>;
  /** Its files and those below it or below `under`, relative to it, at most 2000 and four folders deep. */
  files(under?: string): Promise<string[]>;
}

const mostFiles = 2_000;
const mostDepth = 4;
const outputs =
  /^(?:\..*|node_modules|bower_components|vendor|third_party|venv|env|dist|out|build|_build|target|deps|coverage|__pycache__)$/;

export function folderAt(worktree: string, path = ""): Folder {
  const root = join(worktree, path);
  const exists = (file: string) =>
    access(file).then(
      () => true,
      () => false,
    );
  let listed: Promise<ReadonlySet<string>> | undefined;
  // Far more files are asked for than are there.
  const isMissing = async (name: string) => {
    listed ??= readdir(root).then(
      (names) => new Set(names),
      () => new Set(),
    );
    return /^[^\\/]+$/.test(name) && !(await listed).has(name);
  };
  return {
    worktree,
    path,
    async read(name) {
      if (await isMissing(name)) return "";
      return (await readFile(join(root, name), "utf8").catch(() => "")).replace(/^\uFEFF/, "");
    },
    has: async (name) => !(await isMissing(name)) && exists(join(root, name)),
    async hasAbove(name) {
      for (let folder = path; ; folder = posix.dirname(folder)) {
        if (await exists(join(worktree, folder, name))) return true;
        if (folder === "" || folder === ".") return false;
      }
    },
    async names() {
      const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
      return entries
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort();
    },
    files: (under = "") => filesBelow(root, under),
  };
}

async function filesBelow(root: string, under: string): Promise<string[]> {
  const files: string[] = [];
  const folders = [{ path: under, depth: 0 }];
  for (let at = folders.shift(); at && files.length < mostFiles; at = folders.shift()) {
    const entries = await readdir(join(root, at.path), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = posix.join(at.path, entry.name);
      if (entry.isFile()) files.push(path);
      else if (entry.isDirectory() && at.depth < mostDepth && !isOutput(entry.name))
        folders.push({ path, depth: at.depth + 1 });
    }
  }
  return files;
}

/** Whether a folder of this name holds what tools made or fetched, or is hidden. */
export function isOutput(name: string): boolean {
  return outputs.test(name);
}

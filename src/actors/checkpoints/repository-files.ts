import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ActorError } from "../../contracts/failure.js";
import { git, gitLine, gitList } from "./git.js";

/** A folder whose files are not in any tree, and why. It ends with a slash. */
export interface HiddenFolder {
  folder: string;
  reason: string;
}

export interface RepositoryFiles {
  /** Relative to the worktree, also those of repositories inside. */
  paths: string[];
  /** The folders of repositories inside that are read, each with a slash at its end. */
  nested: string[];
  hidden: HiddenFolder[];
}

/** Files of repositories inside the worktree that are looked at, in all: a folder full of clones is not the project. */
const mostNestedFiles = 20_000;
const excluded = ["--exclude-standard", "-z"];

/**
 * Tracked files and untracked ones that are not ignored, of a repository and of those inside of it: submodules and
 * clones that it does not track. Some may be gone.
 */
export async function listFiles(worktree: string): Promise<RepositoryFiles> {
  const files: RepositoryFiles = { paths: [], nested: [], hidden: [] };
  let room = mostNestedFiles;

  async function add(folder: string): Promise<void> {
    const listed = await gitList(["ls-files", "--cached", "--others", "-s", "-t", ...excluded], {
      cwd: join(worktree, folder),
    });
    const { paths, inner } = parsed(listed);
    if (folder !== "") {
      room -= paths.length;
      if (room < 0) {
        const reason = `there are more than ${mostNestedFiles} files in repositories inside the worktree`;
        files.hidden.push({ folder, reason });
        return;
      }
      files.nested.push(folder);
    }
    for (const path of paths) files.paths.push(`${folder}${path}`);
    for (const name of inner) await addNested(`${folder}${name}`);
  }

  async function addNested(folder: string): Promise<void> {
    const state = await stateOf(join(worktree, folder));
    if (state === "empty") return;
    if (state === "uninitialized") {
      files.hidden.push({ folder, reason: "its submodule is not initialized: git submodule update --init" });
      return;
    }
    await add(folder).catch((error: unknown) => {
      if (!(error instanceof ActorError)) throw error;
      files.hidden.push({ folder, reason: error.message });
    });
  }

  await add("");
  files.paths = [...new Set(files.paths)];
  return files;
}

/** Ignored files; a folder that is ignored as a whole ends with a slash. */
export async function listIgnored(worktree: string, nested: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    ["", ...nested].map(async (folder) => {
      const options = { cwd: join(worktree, folder) };
      const paths = await gitList(["ls-files", "--others", "--ignored", "--directory", ...excluded], options);
      return paths.map((path) => `${folder}${path}`);
    }),
  );
  return lists.flat();
}

/** Of some paths of a repository, those that git ignores, each with the file and line that says so. */
export async function whyIgnored(cwd: string, paths: readonly string[]): Promise<Map<string, string>> {
  if (paths.length === 0) return new Map();
  const input = paths.map((path) => `${path}\0`).join("");
  const { stdout } = await git(["check-ignore", "--stdin", "-v", "-z"], { cwd, input, answers: [1] });
  const fields = stdout.toString("utf8").split("\0");
  const reasons = new Map<string, string>();
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [source = "", line = "", pattern = "", path = ""] = fields.slice(at, at + 4);
    if (!pattern.startsWith("!")) reasons.set(path, source === "" ? pattern : `${source}:${line}`);
  }
  return reasons;
}

/** Where a repository inside keeps its objects, and in which format. */
export async function objectsOf(cwd: string): Promise<{ objects: string; format: string }> {
  const arguments_ = ["rev-parse", "--path-format=absolute", "--show-object-format", "--git-path", "objects"];
  const [format = "", objects = ""] = (await gitLine(arguments_, { cwd })).split("\n");
  return { objects, format };
}

/** Of the last commit's files in a folder, relative to it. */
export async function sizesInCommit(cwd: string): Promise<ReadonlyMap<string, number>> {
  const lines = await gitList(["ls-tree", "-r", "-l", "-z", "HEAD"], { cwd });
  return new Map(
    lines.map((line) => {
      const tab = line.indexOf("\t");
      return [line.slice(tab + 1), Number(line.slice(0, tab).split(/ +/)[3])];
    }),
  );
}

const gitLinkMode = "160000";

/** A line is `? PATH` or `TAG MODE BLOB STAGE<tab>PATH`. */
function parsed(lines: readonly string[]): { paths: string[]; inner: string[] } {
  const [paths, inner]: [string[], string[]] = [[], []];
  for (const line of lines) {
    if (line.startsWith("? ")) (line.endsWith("/") ? inner : paths).push(line.slice(2));
    else {
      const path = line.slice(line.indexOf("\t") + 1);
      if (line.startsWith(gitLinkMode, 2)) inner.push(`${path}/`);
      else paths.push(path);
    }
  }
  return { paths, inner };
}

async function stateOf(folder: string): Promise<"repository" | "uninitialized" | "empty"> {
  const isRepository = await lstat(join(folder, ".git")).then(
    () => true,
    () => false,
  );
  if (isRepository) return "repository";
  const names = await readdir(folder).catch(() => []);
  return names.length === 0 ? "empty" : "uninitialized";
}

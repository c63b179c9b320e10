import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { writeAtomically } from "../../files/write-atomically.js";
import { createDiffSplitter, type FileDiff } from "./diff/split-diff.js";
import { type GitOptions, git, gitLine, gitList } from "./git.js";

/** A file as a git tree has it: `100644`, `100755` (executable) or `120000` (symbolic link), and its blob. */
export interface FileEntry {
  mode: string;
  blob: string;
}

export interface TreeDifference {
  path: string;
  before: FileEntry | undefined;
  after: FileEntry | undefined;
}

export interface FileToStore {
  /** Relative to the worktree. */
  path: string;
  bytes: number;
}

export interface TreeStore {
  /** The repository. */
  folder: string;
  /** The hash that names its objects: `sha1` or `sha256`. */
  hash: string;
  /** Blobs of files, in that order: their bytes as they are. */
  storeFiles(files: readonly FileToStore[]): Promise<string[]>;
  /** Those of some objects that neither the store nor a repository that it reads has. */
  missing(objects: readonly string[]): Promise<string[]>;
  /** Reads other repositories' objects, too, so that what they have is not stored twice. */
  readAlso(objects: readonly string[]): Promise<void>;
  storeText(text: string): Promise<string>;
  read(blob: string): Promise<Buffer>;
  /** Of two entries that cannot be side by side, a file and one in a folder of its name, the later one counts. */
  writeTree(entries: ReadonlyMap<string, FileEntry>): Promise<string>;
  /** The first bytes of a tree's file as text; nothing where it is not there or no regular file. */
  text(tree: string, path: string, maxBytes: number): Promise<string | undefined>;
  /** All files of a tree, by their paths. */
  entries(tree: string): Promise<ReadonlyMap<string, FileEntry>>;
  differences(before: string, after: string): Promise<TreeDifference[]>;
  /** A unified diff, file by file in the order of their paths; of each, the first `keptBytes`. */
  diff(before: string, after: string, keptBytes: number): Promise<FileDiff[]>;
}

export interface TreeStoreOptions {
  worktree: string;
  /** The store's own bare repository; made when it is not there. */
  folder: string;
  /** Another repository's objects, read so that what it has is not stored twice. */
  objects: string;
  objectFormat: string;
}

/**
 * Trees of raw files in a repository of their own. No attribute, filter or conversion of line ends applies to
 * them, so bytes come back as they were, and the user's repository is only read.
 */
export async function openTreeStore({
  worktree,
  folder,
  objects,
  objectFormat,
}: TreeStoreOptions): Promise<TreeStore> {
  const store: GitOptions = { cwd: worktree, env: { ...ownConfiguration, GIT_DIR: folder } };
  let lastRead: { tree: string; entries: ReadonlyMap<string, FileEntry> } | undefined;
  const written: { tree: string; entries: ReadonlyMap<string, FileEntry> }[] = [];
  let lastText: { text: string; blob: string } | undefined;
  const alternates = new Set<string>();
  await removeLeftovers(folder);
  await makeRepository(folder, objectFormat);
  const alternatesFile = join(folder, "objects", "info", "alternates");
  const earlier = await readFile(alternatesFile, "utf8").catch(() => "");
  for (const line of earlier.split("\n").filter(Boolean)) alternates.add(line);
  await readAlso([objects]);

  async function readAlso(others: readonly string[]): Promise<void> {
    const lines = others.map(quoted);
    if (lines.every((line) => alternates.has(line))) return;
    for (const line of lines) alternates.add(line);
    await writeAtomically(alternatesFile, `${[...alternates].join("\n")}\n`);
  }

  async function storeBatch(files: readonly FileToStore[]): Promise<string[]> {
    const input = files.map(({ path }) => `${quoted(path)}\n`).join("");
    const blobs = await gitLine(["hash-object", "-w", "--no-filters", "--stdin-paths"], { ...store, input });
    return blobs.split("\n");
  }

  return {
    folder,
    hash: objectFormat,
    async storeFiles(files) {
      const batches = inBatches(files);
      const blobs: string[][] = [];
      const work = async (first: number) => {
        for (let at = first; at < batches.length; at += workers)
          blobs[at] = await storeBatch(batches[at] ?? []);
      };
      await Promise.all(Array.from({ length: workers }, (_, first) => work(first)));
      return blobs.flat();
    },
    async missing(names) {
      if (names.length === 0) return [];
      const input = names.map((name) => `${name}\n`).join("");
      const lines = await gitLine(["cat-file", "--batch-check=%(objectname)"], { ...store, input });
      return lines
        .split("\n")
        .flatMap((line) => (line.endsWith(" missing") ? [line.split(" ")[0] ?? ""] : []));
    },
    readAlso,
    async storeText(text) {
      if (lastText?.text === text) return lastText.blob;
      const blob = await gitLine(["hash-object", "-w", "--no-filters", "--stdin"], { ...store, input: text });
      lastText = { text, blob };
      return blob;
    },
    read: async (blob) => (await git(["cat-file", "blob", blob], store)).stdout,
    async writeTree(entries) {
      const known = written.find((other) => areSame(other.entries, entries));
      if (known) return known.tree;
      const index = join(folder, `index-${randomUUID()}`);
      const options = { ...store, env: { ...store.env, GIT_INDEX_FILE: index } };
      const input = [...entries].map(([path, { mode, blob }]) => `${mode} ${blob}\t${path}\0`).join("");
      try {
        await git(["update-index", "--replace", "-z", "--index-info"], { ...options, input });
        const tree = await gitLine(["write-tree"], options);
        written.unshift({ tree, entries });
        written.length = Math.min(written.length, rememberedTrees);
        return tree;
      } finally {
        await rm(index, { force: true });
      }
    },
    async text(tree, path, maxBytes) {
      const [line = ""] = await gitList(["ls-tree", "-z", "--full-tree", tree, "--", path], store);
      const [, blob, name] = /^100\d+ blob (\w+)\t(.*)$/s.exec(line) ?? [];
      if (blob === undefined || name !== path) return undefined;
      const { stdout } = await git(["cat-file", "blob", blob], { ...store, maxBytes });
      return stdout.toString("utf8");
    },
    async entries(tree) {
      if (lastRead?.tree === tree) return lastRead.entries;
      const lines = await gitList(["ls-tree", "-r", "-z", "--full-tree", tree], store);
      lastRead = { tree, entries: new Map(lines.map(toPathAndEntry)) };
      return lastRead.entries;
    },
    async differences(before, after) {
      if (before === after) return [];
      const arguments_ = ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after];
      const fields = await gitList(arguments_, store);
      return fields.flatMap((status, index) =>
        index % 2 === 0 ? [toDifference(status, fields[index + 1])] : [],
      );
    },
    async diff(before, after, keptBytes) {
      const plain = ["--no-color", "--no-ext-diff", "--no-textconv", "--find-renames"];
      const splitter = createDiffSplitter(keptBytes);
      const onOutput = (chunk: Buffer) => splitter.push(chunk);
      await git(["diff-tree", "-r", "-p", ...plain, before, after], { ...store, onOutput });
      return splitter.end();
    },
  };
}

/** The worktree's, and those of a diff, which is made for the reviewer and for the probes. */
const rememberedTrees = 4;

/** In the same order, too, which decides where two entries cannot be side by side. */
function areSame(one: ReadonlyMap<string, FileEntry>, other: ReadonlyMap<string, FileEntry>): boolean {
  if (one.size !== other.size) return false;
  const others = other.entries();
  for (const [path, { mode, blob }] of one) {
    const [otherPath, entry] = others.next().value ?? [];
    if (otherPath !== path || entry?.mode !== mode || entry.blob !== blob) return false;
  }
  return true;
}

const workers = Math.min(2, availableParallelism());
/** Of a batch. One git that takes too long is killed, and a folder of data must not be that. */
const batchBytes = 50_000_000;
const batchFiles = 20_000;

function inBatches(files: readonly FileToStore[]): FileToStore[][] {
  const batches: FileToStore[][] = [];
  let [batch, bytes]: [FileToStore[], number] = [[], 0];
  for (const file of files) {
    if (batch.length > 0 && (bytes + file.bytes > batchBytes || batch.length >= batchFiles)) {
      batches.push(batch);
      [batch, bytes] = [[], 0];
    }
    batch.push(file);
    bytes += file.bytes;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

/** What killed processes left: a half of a pack can be as large as the file that it was made of. */
async function removeLeftovers(folder: string): Promise<void> {
  const objects = join(folder, "objects");
  const names = await readdir(objects).catch((): string[] => []);
  const inner = names
    .filter((name) => /^(?:[0-9a-f]{2}|pack)$/.test(name))
    .map((name) => join(objects, name));
  await Promise.all(
    [folder, objects, ...inner].map(async (parent) => {
      const left = (await readdir(parent).catch((): string[] => [])).filter((name) => leftover.test(name));
      await Promise.all(left.map((name) => rm(join(parent, name), { force: true, recursive: true })));
    }),
  );
}

const leftover = /^(?:tmp_(?:obj|pack|idx|rev)_.+|index-.+|.+\.lock|.+\.[0-9a-f-]{36}\.tmp)$/;

/** By hand: `git init` does not mend what it left when it was killed, a lock or an empty file. */
async function makeRepository(folder: string, objectFormat: string): Promise<void> {
  await mkdir(join(folder, "refs"), { recursive: true });
  await mkdir(join(folder, "objects", "info"), { recursive: true });
  const core = (version: number) => `[core]\n\trepositoryformatversion = ${version}\n\tbare = true\n`;
  const isOldFormat = objectFormat === "sha1";
  const config = isOldFormat ? core(0) : `${core(1)}[extensions]\n\tobjectformat = ${objectFormat}\n`;
  await writeAtomically(join(folder, "config"), config);
  await writeAtomically(join(folder, "HEAD"), "ref: refs/heads/main\n");
}

/** The user's own settings are for the user's own repository. */
const ownConfiguration = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_COUNT: "0",
  GIT_ATTR_NOSYSTEM: "1",
};

/** As git quotes a path that would not fit on a line. */
function quoted(path: string): string {
  if (!path.startsWith('"') && !/[\n\r]/.test(path)) return path;
  const escapes: Record<string, string> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r" };
  return `"${path.replace(/["\\\n\r]/g, (character) => escapes[character] ?? character)}"`;
}

/** A line is `MODE blob BLOB<tab>PATH`. */
function toPathAndEntry(line: string): [string, FileEntry] {
  const tab = line.indexOf("\t");
  const [mode = "", , blob = ""] = line.slice(0, tab).split(" ");
  return [line.slice(tab + 1), { mode, blob }];
}

function toDifference(status: string, path = ""): TreeDifference {
  const [beforeMode = "", afterMode = "", beforeBlob = "", afterBlob = ""] = status.slice(1).split(" ");
  const entry = (mode: string, blob: string) => (mode === "000000" ? undefined : { mode, blob });
  return { path, before: entry(beforeMode, beforeBlob), after: entry(afterMode, afterBlob) };
}

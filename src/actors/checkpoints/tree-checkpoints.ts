import { posix } from "node:path";
import type { Activity, Checkpoints, Look } from "../../contracts/checkpoints.js";
import { ActorError } from "../../contracts/failure.js";
import { judgeAuthors } from "./change-authors.js";
import { authorsSince, changedSince } from "./change-history.js";
import { type ChangeLog, findSnapshot, lastSave, type Snapshot, writeChangeLog } from "./change-log.js";
import { createEntryReader } from "./file-entries.js";
import { forgetLook, readLook, writeLook } from "./look-file.js";
import { isSameEntry } from "./owned-files.js";
import { settleFiles } from "./settle-files.js";
import { addSettled, createMadeByCheckTest, withoutSettled } from "./settled-log.js";
import { takeBack } from "./take-back.js";
import type { FileEntry, TreeStore } from "./tree-store.js";
import { toIgnoredTest, type WorktreeFiles } from "./worktree-files.js";

const defaultDiffBytes = 60_000;
const longestText = 1_000_000;

export interface TreeCheckpointsOptions {
  worktree: string;
  files: WorktreeFiles;
  store: TreeStore;
  /** What earlier processes did. Every method that changes something writes the log anew to `logFile`. */
  log: ChangeLog;
  logFile: string;
  /** Where the look before a check that is running is kept. */
  lookFile: string;
  staging: string;
}

/** Checkpoints as trees of a store. No two methods may run at a time. */
export function createTreeCheckpoints(options: TreeCheckpointsOptions): Checkpoints {
  const { worktree, files, store, logFile, lookFile, staging } = options;
  let { log } = options;
  const readEntries = createEntryReader(worktree, store);

  /** The worktree as it is. Against a base, what was ignored then stays out, and what was not stays in. */
  async function snapshot(
    base?: Snapshot,
    view: (seen: FileEntries) => FileEntries = (seen) => seen,
  ): Promise<Snapshot> {
    const listed = await listFiles(base?.ignored);
    const before = base ? (await store.entries(base.tree)).keys() : [];
    const { entries, unreadable } = await readEntries([...new Set([...listed, ...before])]);
    const tree = await store.writeTree(view(entries));
    if (base) return { tree, ignored: base.ignored };
    return {
      tree,
      ignored: await store.storeText([...(await files.ignored()), ...unreadable].join("\0")),
    };
  }

  let ignoredTest: { ignored: string; test: (path: string) => boolean } | undefined;

  /** @param ignored the blob of what stays out of the list */
  async function listFiles(ignored: string | undefined): Promise<string[]> {
    if (ignored === undefined) return files.list();
    if (ignoredTest?.ignored !== ignored) {
      const paths = (await store.read(ignored)).toString("utf8").split("\0");
      ignoredTest = { ignored, test: toIgnoredTest(paths) };
    }
    const { test } = ignoredTest;
    return (await files.list()).filter((path) => !test(path));
  }

  /** @param also paths of an earlier look: a check may have had them ignored */
  async function lookAt(also: Iterable<string> = []): Promise<Look> {
    const listed = await listFiles(lastSave(log)?.ignored);
    const { entries } = await readEntries([...new Set([...listed, ...also])]);
    return { entries };
  }

  /** What cannot be written has not happened: it can be tried again. */
  async function record(change: (draft: ChangeLog) => void): Promise<void> {
    const draft = structuredClone(log);
    change(draft);
    await writeChangeLog(logFile, draft);
    log = draft;
  }

  /** The worktree as the changes since a tree left it, without what others and checks did. */
  async function treeNow(since: string): Promise<string> {
    const { owned, others } = await authorsSince(log, store, since);
    const before = await store.entries(since);
    const { tree } = await snapshot(findSnapshot(log, since), (seen) => {
      const view = new Map<string, FileEntry>();
      for (const path of others) put(view, path, before.get(path));
      for (const [path, entry] of seen) if (!others.has(path)) view.set(path, entry);
      for (const { path, left, changed } of owned)
        if (isSameEntry(seen.get(path), left)) put(view, path, changed);
      return view;
    });
    return tree;
  }

  async function close(activity?: Activity): Promise<void> {
    const window = log.windows.at(-1);
    if (!window || window.closed) return;
    const { tree } = await snapshot(window.before);
    const { others, shared, unsettled, knownTimes } = withoutSettled(
      await store.differences(window.before.tree, tree),
      log.settled.filter(({ at }) => at > window.openedAt),
    );
    const judged = activity
      ? await judgeAuthors(unsettled, activity, options, knownTimes)
      : { others: [], shared: [] };
    await record((draft) => {
      const last = draft.windows.at(-1);
      if (!last) return;
      const authors = { others: [...others, ...judged.others], shared: [...shared, ...judged.shared] };
      last.closed = { at: ++draft.sequence, tree, ...authors };
    });
  }

  return {
    async save() {
      await forgetLook(lookFile);
      const { tree, ignored } = await snapshot();
      await record((draft) => {
        draft.saves[tree] = { at: ++draft.sequence, ignored };
      });
      return { tree };
    },

    async open({ tree }) {
      if (tree === null) return;
      await forgetLook(lookFile);
      await close();
      // Not the checkpoint's own tree: what the user changed since it was saved is not part of the change.
      const before = await snapshot();
      await record((draft) => {
        draft.saves[tree] ??= { at: ++draft.sequence, ignored: before.ignored };
        draft.windows.push({ openedAt: ++draft.sequence, before });
      });
    },

    close,

    async changedFiles({ tree }) {
      if (tree === null) return null;
      const differences = await store.differences(tree, await treeNow(tree));
      return differences.map(({ path }) => path).sort();
    },

    async diff({ tree }, maxBytes = defaultDiffBytes) {
      if (tree === null) return "";
      const { text, bytes } = await store.diff(tree, await treeNow(tree), maxBytes);
      return shortened(text.toString("utf8"), bytes, maxBytes);
    },

    async rollBack({ tree }) {
      if (tree === null) return { restored: [], kept: [] };
      const save = log.saves[tree];
      if (!save) throw unknownCheckpoint(tree, logFile);
      await forgetLook(lookFile);
      await close();
      const owned = await changedSince(log, store, { ...save, tree });
      const output = await takeBack(owned, { worktree, staging, store, readEntries });
      const kept = new Set(output.kept);
      const restored = new Map(
        owned
          .filter(({ path }) => !kept.has(path))
          .map(({ path, since }) => [path, Math.max(since, save.at)]),
      );
      await record((draft) => {
        draft.settled = draft.settled.filter(({ at, path }) => at < (restored.get(path) ?? Infinity));
        for (const { openedAt, closed } of draft.windows.filter((window) => window.openedAt > save.at)) {
          draft.others.push(...(closed?.others ?? []).map((path) => ({ path, at: openedAt })));
        }
        draft.windows = draft.windows.flatMap((window) => {
          if (window.openedAt > save.at) return [];
          const { closed } = window;
          const isUnderWay = closed !== undefined && closed.at > save.at;
          return [isUnderWay ? { ...window, closed: { ...closed, at: save.at, tree } } : window];
        });
      });
      return output;
    },

    async look() {
      const look = await lookAt();
      const base = lastSave(log);
      await writeLook(lookFile, look, base && { ...base, entries: await store.entries(base.tree) });
      return look;
    },

    unsettled: async () => readLook(lookFile, store.entries, await lookAt()),

    async settle(before, isWrittenByCheck) {
      const after = await lookAt(before.entries.keys());
      const isMadeByCheck = createMadeByCheckTest(log);
      const judge = { isWrittenByCheck, isMadeByCheck };
      const place = { worktree, staging, store, readEntries };
      const { settled, steps } = await settleFiles(before, after, { ...place, ...judge });
      if (steps.length > 0) await record((draft) => addSettled(draft, steps));
      await forgetLook(lookFile);
      return settled;
    },

    async fileAt({ tree }, path) {
      const file = posix.normalize(path);
      if (tree === null || file.startsWith("..") || posix.isAbsolute(file)) return undefined;
      return store.text(tree, file, longestText);
    },
  };
}

type FileEntries = ReadonlyMap<string, FileEntry>;

function put(entries: Map<string, FileEntry>, path: string, entry: FileEntry | undefined): void {
  if (entry) entries.set(path, entry);
  else entries.delete(path);
}

function unknownCheckpoint(tree: string, logFile: string): ActorError {
  const message = `The checkpoint ${tree} is not in ${logFile}, so what changed since it cannot be told. Look at the changes with git and take them back by hand`;
  return new ActorError({ kind: "tool", actor: "checkpoint", message, retryable: false });
}

function shortened(text: string, bytes: number, maxBytes: number): string {
  if (bytes <= maxBytes && Buffer.byteLength(text) <= maxBytes) return text;
  const note = `\n[cut: the diff has ${bytes} bytes]\n`;
  const kept = Buffer.from(text)
    .subarray(0, Math.max(0, maxBytes - note.length))
    .toString("utf8");
  return `${kept.slice(0, kept.lastIndexOf("\n") + 1).trimEnd()}${note}`.slice(0, maxBytes);
}

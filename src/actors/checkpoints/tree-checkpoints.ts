import { posix } from "node:path";
import type { Activity, Checkpoints, Look, UnseenPath } from "../../contracts/checkpoints.js";
import { ActorError } from "../../contracts/failure.js";
import { judgeAuthors } from "./change-authors.js";
import { changedSince, unshownSince } from "./change-history.js";
import { type ChangeLog, lastSave, type Snapshot, writeChangeLog } from "./change-log.js";
import { diffOf, type FileChange } from "./diff/diff-of.js";
import { createEntryReader, type EntryReaderOptions, type ReadEntries } from "./file-entries.js";
import { limitSentences, unshownSentences } from "./limit-sentences.js";
import { forgetLook, readLook, writeLook } from "./look-file.js";
import { isSameEntry } from "./owned-files.js";
import { settleFiles } from "./settle-files.js";
import { addSettled, createMadeByCheckTest, withoutSettled } from "./settled-log.js";
import { isIdentity } from "./size-limits.js";
import { takeBack } from "./take-back.js";
import type { TreeStore } from "./tree-store.js";
import { findUnseen } from "./unseen-paths.js";
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
  reader: EntryReaderOptions;
}

/** Checkpoints as trees of a store. No two methods may run at a time. */
export function createTreeCheckpoints(options: TreeCheckpointsOptions): Checkpoints {
  const { worktree, files, store, logFile, lookFile, staging } = options;
  let { log } = options;
  const readEntries = createEntryReader(worktree, store, options.reader);
  /** Of the last look at the whole worktree; nothing before the first one. */
  let tooLarge: ReadonlyMap<string, number> | undefined;

  /** The worktree as it is. Against a base, what was ignored then stays out, and what was not stays in. */
  async function snapshot(base?: Snapshot): Promise<Snapshot> {
    const listed = await listFiles(base?.ignored);
    const before = base ? (await store.entries(base.tree)).keys() : [];
    const { entries, unreadable } = await readAll([...listed, ...before]);
    const tree = await store.writeTree(entries);
    if (base) return { tree, ignored: base.ignored };
    return {
      tree,
      ignored: await store.storeText([...(await files.ignored()), ...unreadable].join("\0")),
    };
  }

  async function readAll(paths: readonly string[]): Promise<ReadEntries> {
    const all = await readEntries([...new Set(paths)]);
    ({ tooLarge } = all);
    return all;
  }

  let ignoredTest: { ignored: string; test: (path: string) => boolean } | undefined;

  /** @param ignored the blob of what stays out of the list */
  async function listFiles(ignored: string | undefined): Promise<string[]> {
    const listed = await files.list();
    await store.readAlso(await files.nestedObjects());
    if (ignored === undefined) return listed;
    if (ignoredTest?.ignored !== ignored) {
      const paths = (await store.read(ignored)).toString("utf8").split("\0");
      ignoredTest = { ignored, test: toIgnoredTest(paths) };
    }
    const { test } = ignoredTest;
    return listed.filter((path) => !test(path));
  }

  /** @param also paths of an earlier look: a check may have had them ignored */
  async function lookAt(also: Iterable<string> = []): Promise<Look> {
    const listed = await listFiles(lastSave(log)?.ignored);
    const { entries } = await readAll([...listed, ...also]);
    return { entries };
  }

  /** What cannot be written has not happened: it can be tried again. */
  async function record(change: (draft: ChangeLog) => void): Promise<void> {
    const draft = structuredClone(log);
    change(draft);
    await writeChangeLog(logFile, draft);
    log = draft;
  }

  /** What the agents' changes since a tree did to files: no more than that, whatever else happened since. */
  async function changeSince(since: string): Promise<FileChange[]> {
    const at = log.saves[since]?.at ?? 0;
    const owned = await changedSince(await closedNow(), store, { at, tree: since });
    const { entries } = await readEntries(owned.map(({ path }) => path));
    return owned.flatMap(({ path, target, left, changed }) => {
      const now = entries.get(path);
      const after = isSameEntry(now, left) ? changed : now;
      return isSameEntry(target, after) ? [] : [{ path, before: target, after }];
    });
  }

  /** The log as if the change that is under way ended now, and all of it were the agent's. */
  async function closedNow(): Promise<ChangeLog> {
    const window = log.windows.at(-1);
    if (!window || window.closed) return log;
    const { tree, others, shared } = await windowNow(window);
    const closed = { at: Number.POSITIVE_INFINITY, tree, others, shared, unclear: [], unseen: [] };
    return { ...log, windows: [...log.windows.slice(0, -1), { ...window, closed }] };
  }

  async function windowNow({ before, openedAt }: ChangeLog["windows"][number]) {
    const { tree } = await snapshot(before);
    const settled = log.settled.filter(({ at }) => at > openedAt);
    return { tree, ...withoutSettled(await store.differences(before.tree, tree), settled) };
  }

  async function close(activity?: Activity): Promise<void> {
    const window = log.windows.at(-1);
    if (!window || window.closed) return;
    const { tree, others, shared, unsettled, knownTimes } = await windowNow(window);
    const judged = activity
      ? await judgeAuthors(unsettled, activity, options, knownTimes)
      : { others: [], shared: [], unclear: [] };
    const unseen = activity ? await unseenOf(activity.files) : [];
    await record((draft) => {
      const last = draft.windows.at(-1);
      if (!last) return;
      last.closed = {
        at: ++draft.sequence,
        tree,
        others: [...others, ...judged.others],
        shared: [...shared, ...judged.shared],
        unclear: judged.unclear,
        unseen,
      };
    });
  }

  function unseenOf(paths: readonly string[]): Promise<UnseenPath[]> {
    return findUnseen(paths, worktree, files, tooLarge ?? new Map());
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
      return (await changeSince(tree)).map(({ path }) => path).sort();
    },

    async diff({ tree }, maxBytes = defaultDiffBytes) {
      if (tree === null) return "";
      const changes = await changeSince(tree);
      const isLarge = ({ before, after }: FileChange) => isIdentity(before) || isIdentity(after);
      const large = changes.filter(isLarge).map(({ path }) => path);
      const notes = unshownSentences({ ...unshownSince(log, log.saves[tree]?.at ?? 0), tooLarge: large });
      const shown = changes.filter((change) => !isLarge(change));
      return `${await diffOf(shown, store, maxBytes - Buffer.byteLength(notes))}${notes}`;
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
      const { unclear, unseen } = unshownSince(log, save.at);
      const restored = new Map(
        owned
          .filter(({ path }) => !kept.has(path))
          .map(({ path, since }) => [path, Math.max(since, save.at)]),
      );
      await record((draft) => {
        draft.settled = draft.settled.filter(({ at, path }) => at < (restored.get(path) ?? Infinity));
        draft.windows = draft.windows.flatMap((window) => {
          if (window.openedAt > save.at) return [];
          const { closed } = window;
          const isUnderWay = closed !== undefined && closed.at > save.at;
          return [isUnderWay ? { ...window, closed: { ...closed, at: save.at, tree } } : window];
        });
      });
      return {
        ...output,
        kept: [...new Set([...output.kept, ...unclear, ...unseen.map(({ path }) => path)])].sort(),
      };
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

    async unseen(paths) {
      if (paths.length === 0) return [];
      if (!tooLarge) await lookAt();
      return unseenOf(paths);
    },

    async limits() {
      const all = await readAll(await listFiles(undefined));
      return limitSentences(files.hidden(), all.tooLarge);
    },
  };
}

function unknownCheckpoint(tree: string, logFile: string): ActorError {
  const message = `The checkpoint ${tree} is not in ${logFile}, so what changed since it cannot be told. Look at the changes with git and take them back by hand`;
  return new ActorError({ kind: "tool", actor: "checkpoint", message, retryable: false });
}

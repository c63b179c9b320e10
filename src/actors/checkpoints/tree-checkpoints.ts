import { posix } from "node:path";
import type { Activity, Checkpoints, Look } from "../../contracts/checkpoints.js";
import { ActorError } from "../../contracts/failure.js";
import { judgeAuthors } from "./change-authors.js";
import { type ChangeLog, findSnapshot, type Snapshot, type WindowEnd, writeChangeLog } from "./change-log.js";
import { createEntryReader } from "./file-entries.js";
import { type FileStep, isSameEntry, type OwnedFile, ownedFiles } from "./owned-files.js";
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
  staging: string;
}

/** Checkpoints as trees of a store. No two methods may run at a time. */
export function createTreeCheckpoints(options: TreeCheckpointsOptions): Checkpoints {
  const { worktree, files, store, logFile, staging } = options;
  let { log } = options;
  const readEntries = createEntryReader(worktree, store);

  /**
   * The worktree as it is. Against a base, what was ignored then stays out, and what was not stays in.
   *
   * @param owned files that get the content that the agent's changes left, where a check changed it since
   */
  async function snapshot(base?: Snapshot, owned: readonly OwnedFile[] = []): Promise<Snapshot> {
    const listed = await listFiles(base?.ignored);
    const { entries, unreadable } = await readEntries([
      ...new Set([...listed, ...(base ? await store.paths(base.tree) : [])]),
    ]);
    const seen = new Map<string, FileEntry>(entries);
    for (const { path, left, changed } of owned) {
      if (!isSameEntry(seen.get(path), left)) continue;
      if (changed) seen.set(path, changed);
      else seen.delete(path);
    }
    const tree = await store.writeTree(seen);
    if (base) return { tree, ignored: base.ignored };
    return {
      tree,
      ignored: await store.storeText([...(await files.ignored()), ...unreadable].join("\0")),
    };
  }

  let ignoredTest: { ignored: string; test: (path: string) => boolean } | undefined;

  /** @param ignored the blob of what stays out of the list */
  async function listFiles(ignored: string | undefined): Promise<string[]> {
    const listing = files.list();
    if (ignored === undefined) return listing;
    if (ignoredTest?.ignored !== ignored) {
      const paths = (await store.read(ignored)).toString("utf8").split("\0");
      ignoredTest = { ignored, test: toIgnoredTest(paths) };
    }
    const { test } = ignoredTest;
    return (await listing).filter((path) => !test(path));
  }

  /** @param also paths of an earlier look: a check may have had them ignored */
  async function look(also: Iterable<string> = []): Promise<Look> {
    const lastSave = Object.values(log.saves).reduce<{ at: number; ignored?: string }>(
      (last, save) => (save.at > last.at ? save : last),
      { at: -1 },
    );
    const { entries } = await readEntries([...new Set([...(await listFiles(lastSave.ignored)), ...also])]);
    return { entries };
  }

  /** What cannot be written has not happened: it can be tried again. */
  async function record(change: (draft: ChangeLog) => void): Promise<void> {
    const draft = structuredClone(log);
    change(draft);
    await writeChangeLog(logFile, draft);
    log = draft;
  }

  async function treeNow(since: string, owned: readonly OwnedFile[]): Promise<string> {
    return (await snapshot(findSnapshot(log, since), owned)).tree;
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

  async function changeSteps(before: string, closed: WindowEnd): Promise<FileStep[]> {
    const [others, shared] = [new Set(closed.others), new Set(closed.shared)];
    const differences = await store.differences(before, closed.tree);
    return differences
      .filter(({ path }) => !others.has(path))
      .map((difference) => ({ ...difference, isByCheck: false, isShared: shared.has(difference.path) }));
  }

  /** The files changed since the last save of a tree, and where a change that was under way then went on from it. */
  async function changedSince(savedAt: number, tree: string): Promise<OwnedFile[]> {
    const changes = log.windows.flatMap(({ openedAt, before, closed }) => {
      if (!closed || closed.at < savedAt) return [];
      return [{ openedAt, closed, steps: changeSteps(openedAt < savedAt ? tree : before.tree, closed) }];
    });
    const isUnderWay = (at: number) =>
      changes.some(({ openedAt, closed }) => openedAt < at && at < closed.at);
    const byChecks = log.settled
      .filter(({ at, byCheck }) => byCheck && at >= savedAt && !isUnderWay(at))
      .map(({ at, path, before, after }) => {
        const step = { path, before: before ?? undefined, after: after ?? undefined };
        return { openedAt: at, steps: [{ ...step, isByCheck: true, isShared: false }] };
      });
    const inOrder = [...changes, ...byChecks].sort((a, b) => a.openedAt - b.openedAt);
    return ownedFiles((await Promise.all(inOrder.map(({ steps }) => steps))).flat());
  }

  /** What was changed since a tree was saved, and what others changed meanwhile, and no change did. */
  async function authorsSince(tree: string): Promise<{ owned: OwnedFile[]; others: Set<string> }> {
    const savedAt = log.saves[tree]?.at ?? 0;
    const changes = log.windows.filter(({ closed }) => closed !== undefined && closed.at >= savedAt);
    const others = new Set([
      ...changes.flatMap(({ closed }) => closed?.others ?? []),
      ...[...log.others, ...log.settled].filter(({ at }) => at >= savedAt).map(({ path }) => path),
    ]);
    const owned = others.size > 0 ? await changedSince(savedAt, tree) : [];
    for (const { path } of owned) others.delete(path);
    return { owned, others };
  }

  return {
    async save() {
      const { tree, ignored } = await snapshot();
      await record((draft) => {
        draft.saves[tree] = { at: ++draft.sequence, ignored };
      });
      return { tree };
    },

    async open({ tree }) {
      if (tree === null) return;
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
      const { owned, others } = await authorsSince(tree);
      const differences = await store.differences(tree, await treeNow(tree, owned));
      return differences
        .map(({ path }) => path)
        .filter((path) => !others.has(path))
        .sort();
    },

    async diff({ tree }, maxBytes = defaultDiffBytes) {
      if (tree === null) return "";
      const { owned, others } = await authorsSince(tree);
      const now = await treeNow(tree, owned);
      const { text, bytes } = await store.diff(tree, now, maxBytes, [...others]);
      return shortened(text.toString("utf8"), bytes, maxBytes);
    },

    async rollBack({ tree }) {
      if (tree === null) return { restored: [], kept: [] };
      const save = log.saves[tree];
      if (!save) throw unknownCheckpoint(tree, logFile);
      await close();
      const owned = await changedSince(save.at, tree);
      const output = await takeBack(owned, { worktree, staging, store, readEntries });
      const kept = new Set(output.kept);
      const restored = new Set(owned.map(({ path }) => path).filter((path) => !kept.has(path)));
      await record((draft) => {
        draft.settled = draft.settled.filter(({ at, path }) => at < save.at || !restored.has(path));
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

    look: () => look(),

    async settle(before, isWrittenByCheck) {
      const after = await look(before.entries.keys());
      const isMadeByCheck = createMadeByCheckTest(log);
      const judge = { isWrittenByCheck, isMadeByCheck };
      const place = { worktree, staging, store, readEntries };
      const { settled, steps } = await settleFiles(before, after, { ...place, ...judge });
      if (steps.length > 0) await record((draft) => addSettled(draft, steps));
      return settled;
    },

    async fileAt({ tree }, path) {
      const file = posix.normalize(path);
      if (tree === null || file.startsWith("..") || posix.isAbsolute(file)) return undefined;
      return store.text(tree, file, longestText);
    },
  };
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

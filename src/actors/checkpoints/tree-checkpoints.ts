import type { Activity, Checkpoints } from "../../contracts/checkpoints.js";
import { ActorError } from "../../contracts/failure.js";
import { judgeAuthors } from "./change-authors.js";
import {
  type ChangeLog,
  findSnapshot,
  type OwnedDifference,
  ownedFiles,
  type Snapshot,
  type WindowEnd,
  writeChangeLog,
} from "./change-log.js";
import { createEntryReader } from "./file-entries.js";
import { takeBack } from "./take-back.js";
import type { TreeStore } from "./tree-store.js";
import { toIgnoredTest, type WorktreeFiles } from "./worktree-files.js";

const defaultDiffBytes = 60_000;

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

  /** The worktree as it is. Against a base, what was ignored then stays out, and what was not stays in. */
  async function snapshot(base?: Snapshot): Promise<Snapshot> {
    const wasIgnored = toIgnoredTest(
      base ? (await store.read(base.ignored)).toString("utf8").split("\0") : [],
    );
    const listed = (await files.list()).filter((path) => !wasIgnored(path));
    const { entries, unreadable } = await readEntries([
      ...new Set([...listed, ...(base ? await store.paths(base.tree) : [])]),
    ]);
    const tree = await store.writeTree(entries);
    if (base) return { tree, ignored: base.ignored };
    return {
      tree,
      ignored: await store.storeText([...(await files.ignored()), ...unreadable].join("\0")),
    };
  }

  /** What cannot be written has not happened: it can be tried again. */
  async function record(change: (draft: ChangeLog) => void): Promise<void> {
    const draft = structuredClone(log);
    change(draft);
    await writeChangeLog(logFile, draft);
    log = draft;
  }

  const treeNow = async (since: string) => (await snapshot(findSnapshot(log, since))).tree;

  async function close(activity?: Activity): Promise<void> {
    const window = log.windows.at(-1);
    if (!window || window.closed) return;
    const { tree } = await snapshot(window.before);
    const authors = activity
      ? await judgeAuthors(await store.differences(window.before.tree, tree), activity, options)
      : { others: [], shared: [] };
    await record((draft) => {
      const last = draft.windows.at(-1);
      if (last) last.closed = { at: ++draft.sequence, tree, ...authors };
    });
  }

  async function ownedDifferences(before: string, closed: WindowEnd): Promise<OwnedDifference[]> {
    const [others, shared] = [new Set(closed.others), new Set(closed.shared)];
    const differences = await store.differences(before, closed.tree);
    return differences
      .filter(({ path }) => !others.has(path))
      .map((difference) => ({ ...difference, isShared: shared.has(difference.path) }));
  }

  /** The files changed since the last save of a tree, and where a change that was under way then went on from it. */
  async function changedSince(savedAt: number, tree: string) {
    const changes = log.windows.flatMap(({ openedAt, before, closed }) => {
      if (!closed || closed.at < savedAt) return [];
      return [ownedDifferences(openedAt < savedAt ? tree : before.tree, closed)];
    });
    return ownedFiles(await Promise.all(changes));
  }

  /** Files that others changed beside the changes since a tree was saved, and no change did. */
  async function othersSince(tree: string): Promise<Set<string>> {
    const savedAt = log.saves[tree]?.at ?? 0;
    const changes = log.windows.filter(({ closed }) => closed !== undefined && closed.at >= savedAt);
    const others = new Set([
      ...changes.flatMap(({ closed }) => closed?.others ?? []),
      ...log.others.filter(({ at }) => at >= savedAt).map(({ path }) => path),
    ]);
    if (others.size > 0) for (const { path } of await changedSince(savedAt, tree)) others.delete(path);
    return others;
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
      const others = await othersSince(tree);
      const differences = await store.differences(tree, await treeNow(tree));
      return differences
        .map(({ path }) => path)
        .filter((path) => !others.has(path))
        .sort();
    },

    async diff({ tree }, maxBytes = defaultDiffBytes) {
      if (tree === null) return "";
      const { text, bytes } = await store.diff(tree, await treeNow(tree), maxBytes, [
        ...(await othersSince(tree)),
      ]);
      return shortened(text.toString("utf8"), bytes, maxBytes);
    },

    async rollBack({ tree }) {
      if (tree === null) return { restored: [], kept: [] };
      const save = log.saves[tree];
      if (!save) throw unknownCheckpoint(tree, logFile);
      await close();
      const output = await takeBack(await changedSince(save.at, tree), {
        worktree,
        staging,
        store,
        readEntries,
      });
      await record((draft) => {
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

import type { UnseenPath } from "../../contracts/checkpoints.js";
import type { ChangeLog, WindowEnd } from "./change-log.js";
import { type FileStep, type OwnedFile, ownedFiles } from "./owned-files.js";
import type { TreeStore } from "./tree-store.js";

/** The files changed since the last save of a tree, and where a change that was under way then went on from it. */
export async function changedSince(
  { windows, settled }: ChangeLog,
  store: TreeStore,
  save: { at: number; tree: string },
): Promise<OwnedFile[]> {
  const changes = windows.flatMap(({ openedAt, before, closed }) => {
    if (!closed || closed.at < save.at) return [];
    const start = openedAt < save.at ? save.tree : before.tree;
    return [{ openedAt, closed, steps: changeSteps(store, { at: openedAt, tree: start }, closed) }];
  });
  const isUnderWay = (at: number) => changes.some(({ openedAt, closed }) => openedAt < at && at < closed.at);
  const byChecks = settled
    .filter(({ at, byCheck }) => byCheck && at >= save.at && !isUnderWay(at))
    .map(({ at, path, before, after }) => {
      const step = { path, before: before ?? undefined, after: after ?? undefined };
      return { openedAt: at, steps: [{ at, ...step, isByCheck: true, isShared: false }] };
    });
  const inOrder = [...changes, ...byChecks].sort((a, b) => a.openedAt - b.openedAt);
  return ownedFiles((await Promise.all(inOrder.map(({ steps }) => steps))).flat());
}

/** What of the changes since a save no tree shows. */
export function unshownSince(
  { windows }: ChangeLog,
  savedAt: number,
): { unclear: string[]; unseen: UnseenPath[] } {
  const ends = windows.flatMap(({ closed }) => (closed && closed.at >= savedAt ? [closed] : []));
  const unseen = new Map(ends.flatMap((end) => end.unseen.map((file) => [file.path, file])));
  return {
    unclear: [...new Set(ends.flatMap(({ unclear }) => unclear))].sort(),
    unseen: [...unseen.values()],
  };
}

async function changeSteps(
  store: TreeStore,
  { at, tree }: { at: number; tree: string },
  closed: WindowEnd,
): Promise<FileStep[]> {
  const [others, shared] = [new Set(closed.others), new Set(closed.shared)];
  const differences = await store.differences(tree, closed.tree);
  return differences
    .filter(({ path }) => !others.has(path))
    .map((difference) => ({ at, ...difference, isByCheck: false, isShared: shared.has(difference.path) }));
}

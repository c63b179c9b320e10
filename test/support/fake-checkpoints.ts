import type { Checkpoints } from "../../src/contracts/checkpoints.js";

/** Checkpoints of a worktree to which nothing happens, but for what is given. */
export function fakeCheckpoints(own: Partial<Checkpoints> = {}): Checkpoints {
  const nothing = { entries: new Map() };
  return {
    save: async () => ({ tree: null }),
    open: async () => undefined,
    close: async () => undefined,
    changedFiles: async () => null,
    diff: async () => "",
    rollBack: async () => ({ restored: [], kept: [] }),
    look: async () => nothing,
    unsettled: async () => undefined,
    settle: async () => ({ written: [], putBack: [], overwritten: new Map(), look: nothing }),
    fileAt: async () => undefined,
    unseen: async () => [],
    limits: async () => [],
    ...own,
  };
}

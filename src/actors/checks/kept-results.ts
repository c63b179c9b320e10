import { createHash } from "node:crypto";
import type { Check, CheckResult } from "../../contracts/check.js";
import type { Look } from "../../contracts/checkpoints.js";
import { outsideHost } from "./outside-host.js";

/** Results of checks that passed, for as long as their inputs stay the same. */
export interface KeptResults {
  /** The result of the same command on the same tree. */
  find(check: Check, look: Look): CheckResult | undefined;
  keep(check: Check, look: Look, result: CheckResult): void;
}

/**
 * A check's inputs are the worktree's files (contents, modes), its command and the environment. What git ignores is
 * no part of them. Only what passed is kept: a failure may have another cause.
 */
export function createKeptResults(): KeptResults {
  const results = new Map<string, CheckResult>();
  return {
    find(check, look) {
      const key = keyOf(check, look);
      const result = key === undefined ? undefined : results.get(key);
      return result && { ...result, isCached: true };
    },
    keep(check, look, result) {
      const key = keyOf(check, look);
      const { isUntouched: _, isCached: __, ...plain } = result;
      if (key !== undefined && result.outcome === "passed") results.set(key, plain);
    },
  };
}

const trees = new WeakMap<Look, string>();

/** Nothing where the tree is not known: without git. */
function keyOf({ name, command, results = "" }: Check, look: Look): string | undefined {
  if (look.entries.size === 0) return undefined;
  let tree = trees.get(look);
  if (tree === undefined) {
    tree = treeOf(look);
    trees.set(look, tree);
  }
  const environment = Object.entries(outsideHost(process.env)).sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  return hashOf(JSON.stringify([tree, name, command, results, environment]));
}

function treeOf({ entries }: Look): string {
  const hash = createHash("sha256");
  for (const [path, { mode, blob }] of [...entries].sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${mode} ${blob} ${path}\0`);
  return hash.digest("hex");
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

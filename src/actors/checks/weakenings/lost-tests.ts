import type { ListedTest, TestList } from "./test-list.js";

/** Tests of one file or package that were executed before and are not now. */
export interface LostTests {
  /** A file relative to the worktree, or a package; "" where it cannot be told. */
  place: string;
  how: "gone" | "skipped";
  /** At least one; empty where the tests have no names. */
  names: string[];
  count: number;
}

/**
 * The tests that were executed in `before` and are not in `now`, by their names, or by their number where they have
 * none. Several tests of one name are counted.
 */
export function lostTests(before: TestList, now: TestList): LostTests[] {
  if (!before.tests || !now.tests) {
    const count = before.executed - now.executed;
    return count > 0 && now.crashed.length === 0 ? [{ place: "", how: "gone", names: [], count }] : [];
  }
  const left = countIds(now.tests.filter(({ isSkipped }) => !isSkipped));
  const skipped = new Set(now.tests.filter(({ isSkipped }) => isSkipped).map(({ id }) => id));
  const lost = new Map<string, LostTests>();
  for (const { id, name, place, isSkipped } of before.tests) {
    if (isSkipped) continue;
    const count = left.get(id) ?? 0;
    left.set(id, count - 1);
    if (count > 0 || now.crashed.includes(place)) continue;
    const how = skipped.has(id) ? "skipped" : "gone";
    const group = lost.get(`${how} ${place}`) ?? { place, how, names: [], count: 0 };
    lost.set(`${how} ${place}`, { ...group, names: [...group.names, name], count: group.count + 1 });
  }
  return [...lost.values()];
}

function countIds(tests: readonly ListedTest[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of tests) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

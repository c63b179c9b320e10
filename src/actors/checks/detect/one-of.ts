import type { Ecosystem } from "./candidate.js";

/** Toolchains that build the same code: the one that CI runs is taken, else the first that can run. */
export function oneOf(choices: readonly (readonly [ecosystem: Ecosystem, inCi: RegExp])[]): Ecosystem {
  return {
    name: choices.map(([{ name }]) => name).join(", "),
    async propose(folder, ci) {
      const all = await Promise.all(
        choices.map(async ([ecosystem, inCi]) => ({
          proposals: await ecosystem.propose(folder, ci),
          isHinted: ci.some((line) => inCi.test(line)),
        })),
      );
      const found = all.filter(({ proposals }) => proposals.length > 0);
      const able = found.filter(({ proposals }) =>
        proposals.every(({ ways }) => ways.flat().every(({ refused }) => refused === undefined)),
      );
      const chosen = able.find(({ isHinted }) => isHinted) ?? able[0] ?? found[0];
      return chosen?.proposals ?? [];
    },
  };
}

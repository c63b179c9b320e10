import { type Ecosystem, only } from "./candidate.js";

/** `cabal test all`, or `stack test` where only Stack is set up. */
export const haskell: Ecosystem = {
  name: "Haskell",
  async propose(folder, ci) {
    const names = await folder.names();
    const packages = names.filter((name) => name.endsWith(".cabal") || name === "package.yaml");
    const texts = await Promise.all(packages.map((name) => folder.read(name)));
    const isProject = names.includes("cabal.project");
    const hasTests = isProject || texts.some((text) => /^test-suite\b|^tests:/m.test(text));
    if (!hasTests) return [];
    const hasStack = names.includes("stack.yaml");
    const isStack =
      hasStack &&
      (ci.some((line) => /^stack\b.* test/.test(line)) ||
        !(isProject || packages.some((name) => name.endsWith(".cabal"))));
    const [name, command] = isStack ? ["stack test", "stack test"] : ["cabal test", "cabal test all"];
    return [only("test", { name, command, why: isProject ? "cabal.project" : (packages[0] ?? "") })];
  },
};

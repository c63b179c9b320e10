import { describe, expect, it } from "vitest";
import { affectedPackages } from "../../../../src/actors/checks/packages/affected-packages.js";

const graph = (edges: Record<string, string[]>) =>
  Object.entries(edges).map(([folder, dependsOn]) => ({ folder, dependsOn }));

const packages = graph({ "": [], core: [], lib: ["core"], app: ["lib"], other: [], "lib/inner": [] });

describe("the packages that a change affects", () => {
  it.each<[string[], string[] | "all"]>([
    [["core/src/a.ts"], ["app", "core", "lib"]],
    [["other/a.ts"], ["other"]],
    [
      ["other/a.ts", "app/b.ts"],
      ["app", "other"],
    ],
    [["lib/inner/a.ts"], ["lib/inner"]],
    [["corelib/a.ts"], "all"],
    [["core/a.ts", "package-lock.json"], "all"],
    [[".github/workflows/ci.yml"], "all"],
    [[], []],
  ])("%j affects %j", (files, expected) => {
    const affected = affectedPackages(packages, files);
    expect(affected === "all" ? affected : [...affected].sort()).toEqual(expected);
  });

  it("are all packages of a cycle", () => {
    const cycle = graph({ a: ["c"], b: ["a"], c: ["b"], d: [] });
    expect([...affectedPackages(cycle, ["b/x.py"])].sort()).toEqual(["a", "b", "c"]);
  });

  it("are all where the root is the only one, or contains the file and is none", () => {
    expect(affectedPackages(graph({ "": [] }), ["src/a.ts"])).toBe("all");
    expect(affectedPackages(graph({ backend: [] }), ["README.md"])).toBe("all");
    expect(affectedPackages([], ["a.c"])).toBe("all");
  });

  it("contain the root where it depends on one of them", () => {
    const withRoot = graph({ "": ["core"], core: [], other: [] });
    expect([...affectedPackages(withRoot, ["core/a.rs"])].sort()).toEqual(["", "core"]);
  });
});

import { describe, expect, it } from "vitest";
import { sectionsOf } from "../../../../src/actors/checks/output/sections.js";

describe("the output of several packages", () => {
  it.each([
    [
      "pnpm -r",
      ["packages/a test$ x", "packages/b test$ x", "packages/b test: bad", "packages/a test: fine"],
      "packages/b",
    ],
    [
      "turbo",
      ["a:test: cache miss, executing 1", "b:test: cache hit, replaying 2", "b:test: bad", "a:test: fine"],
      "b",
    ],
    ["concurrently", ["[a] fine", "[b] bad", "[a] x exited with code 0", "[b] x exited with code 1"], "b"],
    [
      "lerna",
      ["@acme/a: > @acme/a@1.0.0 test", "@acme/b: > @acme/b@1.0.0 test", "@acme/b: bad", "@acme/a: fine"],
      "@acme/b",
    ],
    ["npm -ws", ["> @acme/a@1.0.0 test", "fine", "> @acme/b@1.0.0 test", "bad"], "@acme/b"],
    ["nx", ["> nx run a:test", "fine", "> nx run b:test", "bad"], "b"],
    ["Maven", ["[INFO] ---< x:a >---", "fine", "[INFO] ---< x:b >---", "bad"], "b"],
    [
      "docker compose",
      ["a-1  | fine", "b-1  | bad", "a-1 exited with code 0", "b-1 exited with code 1"],
      "b-1",
    ],
  ])("is told apart, without the prefixes of %s", (_, lines, owner) => {
    const sections = sectionsOf(lines).filter((section) => section.lines.includes("bad"));
    expect(sections.map((section) => section.package)).toEqual([owner]);
    expect(sections[0]?.lines).not.toContain("fine");
  });

  it("is one where only one package is named, or a word looks like a prefix", () => {
    expect(sectionsOf(["> shop@1.0.0 test", "bad"]).map((section) => section.package)).toEqual([undefined]);
    expect(sectionsOf(["[a] bad", "Error: bad"]).map((section) => section.package)).toEqual([undefined]);
  });

  it("knows the packages that failed", () => {
    const lines = ["a:test: cache miss, executing 1", "b:test: cache miss, executing 1", "Failed:    b#test"];
    const failed = sectionsOf(lines).filter(({ isFailed }) => isFailed);
    expect(failed.map((section) => section.package)).toEqual(["b"]);
  });
});

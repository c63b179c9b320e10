import { describe, expect, it } from "vitest";
import { rankOf } from "../../../../src/actors/checkpoints/diff/file-ranks.js";
import { fitDiff } from "../../../../src/actors/checkpoints/diff/fit-diff.js";
import { shareOut } from "../../../../src/actors/checkpoints/diff/share-out.js";
import { createDiffSplitter } from "../../../../src/actors/checkpoints/diff/split-diff.js";

/** As git writes the diff of a new file. */
function added(path: string, lines: number, line = "line"): string {
  const head = `diff --git a/${path} b/${path}\nnew file mode 100644\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines} @@\n`;
  return head + `+${line}\n`.repeat(lines);
}

/** In pieces of `size` bytes. */
function split(diff: string, kept = 1_000_000, size = 1_000) {
  const splitter = createDiffSplitter(kept);
  const bytes = Buffer.from(diff);
  for (let at = 0; at < bytes.length; at += size) splitter.push(bytes.subarray(at, at + size));
  return splitter.end();
}

const fitted = (diff: string, maxBytes: number) => fitDiff(split(diff), maxBytes);

describe("fitDiff", () => {
  it.each(["", added("a.js", 3) + added("coverage/lcov.info", 3)])("leaves what fits as it is", (diff) => {
    expect(fitted(diff, Buffer.byteLength(diff))).toBe(diff);
  });

  it("shows a small change of a source whole beside a long file that nobody wrote", () => {
    const source = added("src/add.js", 3);
    const text = fitted(added("coverage/lcov.info", 50_000) + source, 60_000);
    expect(text.startsWith(source)).toBe(true);
    expect(text).toMatch(/\[cut: coverage\/lcov\.info, \d+ of 300\d\d\d bytes shown\]\n$/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
    expect(Buffer.byteLength(text)).toBeGreaterThan(40_000);
  });

  it("gives each of several long sources its share, and names the others that do not fit", () => {
    const sources = ["src/a.js", "src/b.js", "src/c.js"].map((path) => added(path, 5_000));
    const text = fitted(
      added("package-lock.json", 9_000) + sources.join("") + added("src/small.js", 2),
      20_000,
    );
    for (const path of ["src/a.js", "src/b.js", "src/c.js"]) {
      const [, shown] = new RegExp(`\\[cut: ${path}, (\\d+) of \\d+ bytes shown\\]`).exec(text) ?? [];
      expect(Number(shown)).toBeGreaterThan(5_000);
    }
    expect(text).toContain(added("src/small.js", 2));
    expect(text).toContain("[left out: package-lock.json, 54");
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(20_000);
  });

  it("counts the files that it has no room to name", () => {
    const paths = Array.from({ length: 3_000 }, (_, index) => `src/file-${index}.js`);
    const text = fitted(paths.map((path) => added(path, 100)).join(""), 10_000);
    expect(text).toMatch(/\[and 2\d\d\d more files\]\n$/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
  });

  it("gives the same for the same", () => {
    const diff = [9, 900, 90, 9_000].map((lines) => added(`${lines}.js`, lines)).join("");
    expect(fitted(diff, 5_000)).toBe(fitted(diff, 5_000));
  });

  it("stays within the limit when the content is not UTF-8", () => {
    const splitter = createDiffSplitter(1_000_000);
    splitter.push(Buffer.concat([Buffer.from(added("latin.txt", 1)), Buffer.alloc(4_000, 0xe9)]));
    expect(Buffer.byteLength(fitDiff(splitter.end(), 5_000))).toBeLessThanOrEqual(5_000);
  });
});

describe("createDiffSplitter", () => {
  const content = added("a.js", 2, "diff --git a/x b/x") + added("b.js", 2);

  it.each([1, 7, 11, 12, 1_000])("parts a diff into files, in pieces of %i bytes", (size) => {
    expect(split(content, 1_000, size).map(({ path, text }) => [path, text.toString()])).toEqual([
      ["a.js", added("a.js", 2, "diff --git a/x b/x")],
      ["b.js", added("b.js", 2)],
    ]);
  });

  it("keeps the first lines of a long file and knows its size", () => {
    const [file] = split(added("a.js", 1_000), 103);
    expect([file?.bytes, file?.text.toString().endsWith("\n")]).toEqual([added("a.js", 1_000).length, true]);
    expect(file?.text.length).toBeLessThanOrEqual(103);
  });

  it.each([
    ["a path with spaces", "diff --git a/a b/c d.js b/a b/c d.js\nold mode 100644\n", "a b/c d.js"],
    ["a quoted path", 'diff --git "a/a\\tb\\".js" "b/a\\tb\\".js"\nold mode 100644\n', 'a\tb".js'],
    [
      "a rename",
      "diff --git a/a.js b/longer.js\nsimilarity index 100%\nrename from a.js\nrename to longer.js\n",
      "longer.js",
    ],
  ])("knows %s", (_, diff, path) => {
    expect(split(diff)[0]?.path).toBe(path);
  });
});

describe("rankOf", () => {
  it.each([
    "package-lock.json",
    "sub/Cargo.lock",
    "coverage/lcov.info",
    "test/__snapshots__/a.test.ts.snap",
    "dist/index.js",
    "lib/jquery.min.js",
    "api/service.pb.go",
    "image.png",
  ])("ranks %s after sources", (path) => {
    expect(rankOf(path, added(path, 1))).toBe(1);
  });

  it.each(["src/add.js", "test/add.test.ts", "README.md", "package.json", "src/builder/out.ts", "Makefile"])(
    "ranks %s as a source",
    (path) => {
      expect(rankOf(path, added(path, 1))).toBe(0);
    },
  );

  it.each([
    ["is binary", "diff --git a/x b/x\nBinary files /dev/null and b/x differ\n"],
    ["says that it is generated", added("x", 1, "// Code generated by a tool. DO NOT EDIT.")],
    ["has very long lines", added("x", 1, "x".repeat(5_000))],
  ])("ranks what %s after sources", (_, text) => {
    expect(rankOf("x", text)).toBe(1);
  });
});

describe("shareOut", () => {
  it.each([
    [[], 10, []],
    [[3, 4], 10, [3, 4]],
    [[100, 2, 100], 20, [9, 2, 9]],
    [[5, 5], 0, [0, 0]],
  ])("shares among %j of %i", (needs, budget, shares) => {
    expect(shareOut(needs, budget)).toEqual(shares);
  });
});

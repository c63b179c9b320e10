import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { stampName, stampOf } from "../../scripts/build-stamp.js";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "build-stamp-"));
  mkdirSync(join(root, "src/deep"), { recursive: true });
  mkdirSync(join(root, "dist/deep"), { recursive: true });
  for (const file of ["src/a.ts", "src/deep/b.ts", "settings.json", "dist/a.js", "dist/deep/b.js"])
    writeFileSync(join(root, file), file);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const stamp = () => stampOf(root, ["src", "settings.json"], join(root, "dist"));

describe("the stamp of a build", () => {
  it("stays while nothing changes, also when it lies in the build", () => {
    const before = stamp();
    writeFileSync(join(root, "dist", stampName), before);
    expect(stamp()).toBe(before);
  });

  it.each<[string, () => void]>([
    ["a source in a folder changes", () => writeFileSync(join(root, "src/deep/b.ts"), "src/deep/c.ts")],
    ["a source file changes", () => writeFileSync(join(root, "settings.json"), "settings.jsom")],
    ["a source is added", () => writeFileSync(join(root, "src/c.ts"), "")],
    ["an output is missing", () => rmSync(join(root, "dist/deep/b.js"))],
    ["an output is cut off", () => writeFileSync(join(root, "dist/a.js"), "")],
    ["an output has grown", () => appendFileSync(join(root, "dist/deep/b.js"), " ")],
    ["a file is added to the outputs", () => writeFileSync(join(root, "dist/old.js"), "")],
  ])("is another one when %s", (_, change) => {
    const before = stamp();
    change();
    expect(stamp()).not.toBe(before);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ownPrograms } from "../../../../src/actors/checks/script/own-programs.js";

test.each<[line: string, programs: string[], folder?: string]>([
  ["node check.js", ["check.js"]],
  ["node --enable-source-maps ./scripts/check.mjs --all", ["scripts/check.mjs"]],
  ["sh scripts/test.sh", ["scripts/test.sh"]],
  ["./run-tests", ["run-tests"]],
  ["node check.js", ["packages/a/check.js"], "packages/a"],
  ["python3 tools/verify.py src", ["tools/verify.py"]],
  ["node --test add.test.js", []],
  ["python -m pytest tests/test_a.py", []],
  ["node node_modules/eslint/bin/eslint.js .", []],
  ["eslint src/a.js", []],
  ["tsc src/a.ts", []],
  ["/usr/bin/make test", []],
  ["node ../elsewhere.js", []],
])("%s runs %j", async (line, programs, folder) => {
  const command = { words: line.split(" "), ...(folder ? { folder } : {}) };
  expect(await ownPrograms([command], "/nowhere")).toEqual(programs);
});

test("what a makefile calls is a program of the check, too", async () => {
  const worktree = await mkdtemp(join(tmpdir(), "own-programs-"));
  await writeFile(
    join(worktree, "Makefile"),
    "test: build\n\t@sh ci/check.sh && node tools/verify.js\n\tnode --test\n",
  );
  expect(await ownPrograms([{ words: ["make", "test"] }], worktree)).toEqual([
    "ci/check.sh",
    "tools/verify.js",
  ]);
  await rm(worktree, { recursive: true });
});

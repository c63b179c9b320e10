import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { writesFiles } from "../../../../src/actors/checks/script/file-writers.js";
import { readScript } from "../../../../src/actors/checks/script/read-script.js";

test.each([
  ["eslint . --fix", "eslint . --fix-dry-run"],
  ["standard --fix", "standard"],
  ["prettier --write .", "prettier --check ."],
  ["prettier -w src", "prettier src"],
  ["biome check --write .", "biome check ."],
  ["jest -u", "jest"],
  ["vitest run --update", "vitest run"],
  ["cargo fmt", "cargo fmt --check"],
  ["cargo clippy --fix", "cargo clippy"],
  ["gofmt -w .", "gofmt -l ."],
  ["black .", "black --check ."],
  ["ruff format", "ruff format --check"],
  ["ruff check --fix", "ruff check"],
  ["rubocop -a", "rubocop"],
  ["deno fmt", "deno fmt --check"],
  ["npx prettier --write . && vitest run", "npx prettier . && vitest run"],
  ["python -m black src", "python -m black --check src"],
])("%s rewrites files, %s does not", async (writing, reading) => {
  expect(writesFiles(await readScript(writing, tmpdir()))).toBe(true);
  expect(writesFiles(await readScript(reading, tmpdir()))).toBe(false);
});

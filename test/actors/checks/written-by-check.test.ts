import { expect, test } from "vitest";
import { readScript } from "../../../src/actors/checks/script/read-script.js";
import { isWrittenBy } from "../../../src/actors/checks/written-by-check.js";

const generated = [
  "package-lock.json",
  "packages/a/pnpm-lock.yaml",
  "Cargo.lock",
  "go.sum",
  "next-env.d.ts",
  "src/__snapshots__/sum.test.ts.snap",
  "test/sum.test.js.snapshot",
  "tsconfig.tsbuildinfo",
  "coverage/lcov.info",
  "dist/index.js",
  "packages/a/target/debug/a",
];
const own = [
  "src/sum.ts",
  "test/sum.test.ts",
  "package.json",
  "README.md",
  "src/coverage.ts",
  "distance/a.js",
];

/** Which of the paths a check counts as its own. */
async function writtenBy(name: string, command: string, paths: string[]) {
  const commands = await readScript(command, "/there/is/no/such/folder");
  return paths.filter(isWrittenBy({ name, command, timeoutSeconds: 60, when: "task" }, commands));
}

test.each([
  ["rewrites files by its command", "style", "prettier --write ."],
  ["rewrites files somewhere in its command", "all", "tsc && eslint --fix ."],
  ["is named for it", "lint", "node scripts/tidy.js"],
  ["formats by its name", "format:check", "make tidy"],
])("a check that %s wrote whatever differs", async (_, name, command) => {
  expect(await writtenBy(name, command, [...generated, ...own])).toEqual([...generated, ...own]);
});

test.each([
  ["test", "vitest run"],
  ["build", "tsc -b"],
  ["types", "eslint ."],
])("a check like %s, `%s`, wrote what is generated, and someone else the sources", async (name, command) => {
  expect(await writtenBy(name, command, [...generated, ...own])).toEqual(generated);
});

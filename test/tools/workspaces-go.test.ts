import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { affectedPackages } from "../../src/actors/checks/packages/affected-packages.js";
import { narrowToPackages } from "../../src/actors/checks/packages/narrow-to-packages.js";
import { readPackages } from "../../src/actors/checks/packages/project-packages.js";
import { readScript } from "../../src/actors/checks/script/read-script.js";
import { createProject, type Project } from "../support/project.js";
import { toolEnvironment } from "../support/tool-environment.js";

const testOf = (name: string, imported: string) =>
  `package ${name}_test\n\nimport (\n\t"testing"\n\n\t_ "example.com/all/${imported}"\n)\n\nfunc Test(t *testing.T) {}\n`;

const files = {
  "go.mod": "module example.com/all\n\ngo 1.18\n",
  "main.go": 'package main\n\nimport _ "example.com/all/app"\n\nfunc main() {}\n',
  "core/core.go": 'package core\n\nimport _ "embed"\n\n//go:embed data/text.txt\nvar text string\n',
  "core/core_test.go": testOf("core", "core"),
  "core/data/text.txt": "text",
  "app/app.go": 'package app\n\nimport _ "example.com/all/core"\n',
  "app/app_test.go": testOf("app", "app"),
  "tested/tested.go": "package tested\n",
  "tested/tested_test.go": testOf("tested", "app"),
  "other/other.go": "package other\n",
  "other/other_test.go": testOf("other", "other"),
  "other/testdata/case/in.txt": "",
  "bare/bare.go": "package bare\n",
  "web/package.json": "{}",
};

let project: Project;
let caches: string;

beforeAll(async () => {
  caches = await mkdtemp(join(tmpdir(), "go-caches-"));
  for (const [name, value] of Object.entries(toolEnvironment(caches))) vi.stubEnv(name, value);
  project = await createProject(files);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await project.remove();
  await rm(caches, { recursive: true, force: true, maxRetries: 5 });
});

async function narrowed(command: string, changedFiles: string[]): Promise<string | undefined> {
  const worktree = project.path;
  const packages = await readPackages(worktree);
  const affected = affectedPackages(packages, changedFiles);
  const check = { name: "test", command, timeoutSeconds: 60, when: "task" as const };
  const commands = await readScript(command, worktree);
  const result = await narrowToPackages(check, commands, { packages, affected, changedFiles, worktree });
  return typeof result === "object" ? result.command : result;
}

const all = (...names: string[]) => names.map((name) => `example.com/all/${name}`).join(" ");
const dependants = "example.com/all example.com/all/app example.com/all/core example.com/all/tested";

test.each([
  ["a package that others and their tests import", "go test ./...", "core/core.go", `go test ${dependants}`],
  ["a file that is embedded", "go vet ./...", "core/data/text.txt", `go vet ${dependants}`],
  ["what a test reads", "go test -race ./...", "other/testdata/case/in.txt", `go test -race ${all("other")}`],
  ["a test file", "go test ./... -count=1", "tested/tested_test.go", `go test -count=1 ${all("tested")}`],
  ["a package below a pattern", "go test ./app/... ./other/...", "core/core.go", `go test ${all("app")}`],
  ["a package that no pattern reaches", "go test ./other/...", "bare/bare.go", undefined],
  ["a package of another toolchain below the module", "go test ./...", "web/index.js", undefined],
  ["a package without tests that none imports", "go test ./...", "bare/bare.go", undefined],
  [
    "a package without tests, where nothing is tested",
    "go vet ./...",
    "bare/bare.go",
    `go vet ${all("bare")}`,
  ],
  ["the module's own file", "go test ./...", "go.mod", undefined],
  ["a file of the root", "go test ./...", "Makefile", undefined],
  ["a file that is in no package", "go test ./...", "scripts/run.sh", undefined],
  ["a value that could be a package", "go test -run Test ./...", "core/core.go", undefined],
])("after a change of %s: %s", async (_, command, file, expected) => {
  expect(await narrowed(command, [file])).toBe(expected);
});

test("where Go cannot tell, all packages are tested", async () => {
  await project.write("broken/broken.go", "package\n");
  expect(await narrowed("go test ./...", ["core/core.go"])).toBeUndefined();
});

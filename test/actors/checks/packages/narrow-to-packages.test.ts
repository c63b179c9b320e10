import { describe, expect, it } from "vitest";
import { affectedPackages } from "../../../../src/actors/checks/packages/affected-packages.js";
import { narrowToPackages } from "../../../../src/actors/checks/packages/narrow-to-packages.js";
import { readPackages } from "../../../../src/actors/checks/packages/project-packages.js";
import { readScript } from "../../../../src/actors/checks/script/read-script.js";
import type { Check } from "../../../../src/contracts/check.js";
import { inProject } from "../detect/in-project.js";

type Files = Record<string, string>;

const check = (command: string): Check => ({ name: "test", command, timeoutSeconds: 60, when: "task" });

async function narrowed(
  files: Files,
  { folder, command }: Pick<Check, "folder" | "command">,
  changedFiles: string[],
) {
  return inProject(files, async (worktree) => {
    const packages = await readPackages(worktree);
    const affected = affectedPackages(packages, changedFiles);
    const commands = await readScript(command, worktree);
    const context = { packages, affected, changedFiles, worktree };
    const result = await narrowToPackages({ ...check(command), folder }, commands, context);
    return typeof result === "object" ? result.command : result;
  });
}

const json = (value: unknown) => JSON.stringify(value);
const member = (name: string, more: object = {}) =>
  json({ name, scripts: { test: "node --test", lint: "eslint ." }, ...more });

const workspace = (scripts: Record<string, string> = {}): Files => ({
  "package.json": json({ workspaces: ["packages/*"], scripts }),
  "packages/core/package.json": member("@acme/core"),
  "packages/app/package.json": member("app", { dependencies: { "@acme/core": "*" } }),
  "packages/other/package.json": member("other"),
  "packages/untested/package.json": json({ name: "untested" }),
});

const core = ["packages/core/src/a.ts"];

describe("a check for the affected packages only", () => {
  it.each([
    ["turbo run test", "turbo run test --filter=app --filter=@acme/core"],
    ["npx turbo test", "npx turbo test --filter=app --filter=@acme/core"],
    ["pnpm -r test", "pnpm --filter app --filter @acme/core -r test"],
    ["pnpm run --recursive test", "pnpm --filter app --filter @acme/core run --recursive test"],
    ["npm test --workspaces", "npm test --workspaces -w app -w @acme/core"],
    ["npm run test -ws --if-present", "npm run test -ws --if-present -w app -w @acme/core"],
    [
      "yarn workspaces foreach -A run test",
      "yarn workspaces foreach --include app --include @acme/core -A run test",
    ],
    ["yarn workspaces run test", "yarn workspace app run test && yarn workspace @acme/core run test"],
    ["nx run-many -t test", "nx run-many -t test --projects=app,@acme/core"],
    ["lerna run test", "lerna run test --scope=app --scope=@acme/core"],
    ["tsc -b && turbo run test", "tsc -b && turbo run test --filter=app --filter=@acme/core"],
    ["turbo run test --filter=app", undefined],
    ["turbo run test -- --coverage", undefined],
    ["pnpm --filter app test", undefined],
    ["npm test -w app", undefined],
    ["(turbo run test)", undefined],
    ["vitest run", undefined],
  ])("%s is %s", async (command, expected) => {
    expect(await narrowed(workspace(), { command }, core)).toBe(expected);
  });

  it.each([
    ["turbo run test", "npm test -- --filter=other"],
    ["npm run unit -ws", "npm test -- -w other"],
    ["pnpm -r test", 'PATH="$PATH" pnpm --filter other -r test'],
    ["yarn workspaces run test", 'PATH="$PATH" yarn workspace other run test'],
  ])("reaches %s through a script", async (script, expected) => {
    const files: Files = { ...workspace({ test: script }), "packages/other/package.json": "" };
    for (const name of ["core", "other"])
      files[`packages/${name}/package.json`] = json({ name, scripts: { test: "jest", unit: "jest" } });
    expect(await narrowed(files, { command: "npm test" }, ["packages/other/a.ts"])).toBe(expected);
  });

  it.each<[string, string[]]>([
    ["no package with the script is affected", ["packages/untested/a.ts"]],
    ["what is affected is of another toolchain", ["api/main.py"]],
  ])("is untouched where %s", async (_, changed) => {
    const files = { ...workspace(), "api/pyproject.toml": "[project]\nname = 'api'\n" };
    expect(await narrowed(files, { command: "turbo run test" }, changed)).toBe("untouched");
    expect(await narrowed(files, { command: "turbo run test && node check.js" }, changed)).toBeUndefined();
  });

  it("is the whole check where all are affected, or a name is missing or taken twice", async () => {
    const command = "turbo run test";
    expect(await narrowed(workspace(), { command }, ["package.json"])).toBeUndefined();
    expect(await narrowed(workspace(), { command }, [...core, "packages/other/a.ts"])).toBeUndefined();
    for (const name of [undefined, "other"]) {
      const files = {
        ...workspace(),
        "packages/core/package.json": json({ name, scripts: { test: "jest" } }),
      };
      expect(await narrowed(files, { command }, core)).toBeUndefined();
    }
  });

  it("is run or not as its folder says", async () => {
    const files = {
      "backend/pyproject.toml": "",
      "js/package.json": json({ workspaces: ["a"] }),
      "js/a/package.json": "{}",
    };
    const backend = { command: "cd backend && pytest", folder: "backend" };
    const js = { command: "cd js && make", folder: "js" };
    expect(await narrowed(files, backend, ["js/a/x.ts"])).toBe("untouched");
    expect(await narrowed(files, backend, ["backend/x.py"])).toBeUndefined();
    expect(await narrowed(files, backend, ["README.md"])).toBeUndefined();
    expect(await narrowed(files, { ...backend, folder: "backend/api" }, ["backend/x.py"])).toBeUndefined();
    expect(await narrowed(files, js, ["js/a/x.ts"])).toBeUndefined();
    expect(await narrowed(files, js, ["backend/x.py"])).toBe("untouched");
  });

  it("takes the name of an Nx project from project.json", async () => {
    const files = { ...workspace(), "packages/other/project.json": json({ name: "another" }) };
    expect(await narrowed(files, { command: "nx run-many -t test" }, ["packages/other/a.ts"])).toBe(
      "nx run-many -t test --projects=another",
    );
  });

  it("leaves out of pytest the packages that are not affected, and keeps what is beside them", async () => {
    const test = (name: string) => ({
      [`packages/${name}/pyproject.toml`]: `[project]\nname = "${name}"\n`,
      [`packages/${name}/tests/test_${name}.py`]: "",
    });
    const files = {
      "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
      ...test("core"),
      ...test("other"),
      "packages/bare/pyproject.toml": "",
      "packages/app/pyproject.toml": '[project]\nname = "app"\ndependencies = ["core"]\n',
    };
    const command = "uv run pytest";
    expect(await narrowed(files, { command }, ["packages/core/a.py"])).toBe(
      "uv run pytest --ignore=packages/bare --ignore=packages/other",
    );
    expect(await narrowed(files, { command: "cd packages && pytest -q" }, ["packages/other/a.py"])).toBe(
      "cd packages && pytest -q --ignore=app --ignore=bare --ignore=core",
    );
    expect(await narrowed(files, { command }, ["packages/bare/a.py"])).toBeUndefined();
  });
});

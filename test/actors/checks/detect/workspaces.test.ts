import { describe, expect, it } from "vitest";
import { examineChecks } from "../../../../src/actors/checks/detect-checks.js";
import { inProject } from "./in-project.js";

type Files = Record<string, string>;

/** `folder: command`. */
async function placed(files: Files): Promise<string[]> {
  const { checks } = await inProject(files, examineChecks);
  return checks.map(({ folder = "", command }) => `${folder}: ${command}`);
}

const scripts = (...names: string[]) =>
  JSON.stringify({ scripts: Object.fromEntries(names.map((name) => [name, `node ${name}.js`])) });

describe("the checks of packages", () => {
  it("say the folder that they are about", async () => {
    const files = { "backend/pytest.ini": "", "frontend/package.json": scripts("test") };
    expect(await placed(files)).toEqual([
      "backend: cd backend && pytest",
      "frontend: cd frontend && npm run test",
    ]);
  });

  it("are found in all members of a workspace, at any depth, for what the root has no check of", async () => {
    const files: Files = {
      "package.json": JSON.stringify({
        scripts: { test: "turbo run test" },
        workspaces: ["apps/*/*/*", "libs/*"],
      }),
      "apps/web/shop/cart/package.json": scripts("test", "lint"),
    };
    for (let at = 0; at < 25; at += 1) files[`libs/l${at}/package.json`] = scripts("lint");
    const found = await placed(files);
    expect(found).toContain("apps/web/shop/cart: cd apps/web/shop/cart && npm run lint");
    expect(found.filter((each) => each.endsWith("npm run lint"))).toHaveLength(26);
    expect(found.filter((each) => each.endsWith("npm run test"))).toEqual([": npm run test"]);
  });

  it("are those of a workspace below the root, and of its members for what it has none of", async () => {
    const files = {
      "js/package.json": JSON.stringify({ scripts: { lint: "eslint ." }, workspaces: ["a"] }),
      "js/a/package.json": scripts("lint", "test"),
    };
    expect(await placed(files)).toEqual(["js: cd js && npm run lint", "js/a: cd js/a && npm run test"]);
  });

  it("are not those of the examples that a workspace names", async () => {
    const files = {
      "package.json": JSON.stringify({ workspaces: ["examples/*", "packages/*"] }),
      "examples/a/package.json": scripts("test"),
      "packages/b/package.json": scripts("test"),
    };
    expect(await placed(files)).toEqual(["packages/b: cd packages/b && npm run test"]);
  });

  it("of a uv workspace are those of the root where it has pytest, with all packages, else those of the members", async () => {
    const members = '[tool.uv.workspace]\nmembers = ["packages/*"]\n';
    const files = {
      "uv.lock": "",
      "packages/core/pyproject.toml": '[project]\nname = "core"\n[dependency-groups]\ndev = ["pytest"]\n',
      "packages/core/tests/test_core.py": "",
    };
    expect(await placed({ ...files, "pyproject.toml": members })).toEqual([
      "packages/core: cd packages/core && uv run --frozen pytest",
    ]);
    const root = `[dependency-groups]\ndev = ["pytest"]\n${members}`;
    expect(await placed({ ...files, "pyproject.toml": root })).toEqual([
      ": uv run --frozen --all-packages pytest",
    ]);
  });

  it("tell of a limit where folders were left unseen", async () => {
    const files: Files = {};
    for (let at = 0; at < 21; at += 1) files[`p${at}/package.json`] = "{}";
    const { limit } = await inProject(files, examineChecks);
    expect(limit).toBe("20 folders with a manifest that no workspace names");
    const many: Files = { "package.json": JSON.stringify({ workspaces: ["libs/*"] }) };
    for (let at = 0; at < 51; at += 1) many[`libs/l${at}/package.json`] = scripts("test");
    const { checks, limit: ofMany } = await inProject(many, examineChecks);
    expect([checks.length, ofMany]).toEqual([50, "50 folders that have checks of their own"]);
    const { limit: none } = await inProject({ "a/package.json": "{}" }, examineChecks);
    expect(none).toBeUndefined();
  });
});

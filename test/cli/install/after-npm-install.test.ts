import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { registerAfterNpmInstall } from "../../../src/cli/install/after-npm-install.js";
import { packageRoot } from "../../../src/cli/package.js";
import { startCommandLine } from "../../support/command-line.js";

const name = "opencode-orchestrator";
let project: string;

beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), "after-npm-install-")));
  for (const variable of Object.keys(process.env).filter((key) => /^(OPENCODE|XDG)_/.test(key)))
    vi.stubEnv(variable, "");
  vi.stubEnv("HOME", project);
  await mkdir(join(project, "node_modules"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(project, { recursive: true, force: true });
});

const register = (environment: NodeJS.ProcessEnv = {}) =>
  registerAfterNpmInstall({ INIT_CWD: project, ...environment });

async function manifest(folder: string, content: object): Promise<void> {
  await mkdir(join(project, folder), { recursive: true });
  await writeFile(join(project, folder, "package.json"), JSON.stringify(content));
}

const link = (folder = ".") => {
  const path = join(project, folder, "node_modules", name);
  return mkdir(dirname(path), { recursive: true }).then(() => symlink(packageRoot, path));
};

it("registers what a project is about to depend on, though no file says so yet", async () => {
  await link();
  const file = join(project, ".opencode", "opencode.json");
  const spec = `../node_modules/${name}`;
  expect(await register()).toMatchObject({ did: "created", file, spec });
  expect(JSON.parse(await readFile(file, "utf8")).plugin).toEqual([spec]);
});

it("registers what a project's package.json names, also where another package needs it", async () => {
  await link();
  await manifest(".", { devDependencies: { [name]: "1" } });
  await manifest("node_modules/@some/other", { dependencies: { [name]: "1" } });
  expect(await register({ npm_config_local_prefix: project, INIT_CWD: "/" })).toMatchObject({
    did: "created",
  });
});

it("registers what a workspace of the project needs", async () => {
  await link();
  await manifest("packages/mine", { dependencies: { [name]: "1" } });
  await symlink(join(project, "packages", "mine"), join(project, "node_modules", "mine"));
  expect(await register()).toMatchObject({ did: "created" });
});

it.each([
  ["another package's dependency", "node_modules/@some/other", { dependencies: { [name]: "1" } }],
  ["one of a package within another", "node_modules/a/node_modules/b", { peerDependencies: { [name]: "1" } }],
])("leaves alone %s", async (_, folder, content) => {
  await link();
  await manifest(folder, content);
  expect(await register()).toBeUndefined();
});

it("leaves alone a package inside another one, a folder without it, and its own repository", async () => {
  await link("node_modules/other");
  expect(await register()).toBeUndefined();
  expect(await register({ INIT_CWD: packageRoot })).toBeUndefined();
});

it("does nothing where OPENCODE_ORCHESTRATOR_SKIP_INSTALL says so", async () => {
  await link();
  expect(await register({ OPENCODE_ORCHESTRATOR_SKIP_INSTALL: "1" })).toBeUndefined();
  expect(await register({ OPENCODE_ORCHESTRATOR_SKIP_INSTALL: "0" })).toMatchObject({ did: "created" });
});

describe("the script that npm runs", () => {
  /** The script in a package of its own, whose compiled code is this. */
  async function runScript(compiled?: string) {
    await mkdir(join(project, "scripts"));
    await copyFile(
      join(packageRoot, "scripts", "postinstall.js"),
      join(project, "scripts", "postinstall.js"),
    );
    await writeFile(join(project, "package.json"), '{ "type": "module" }');
    if (compiled !== undefined) {
      await mkdir(join(project, "dist", "cli"), { recursive: true });
      await writeFile(join(project, "dist", "cli", "postinstall.js"), compiled);
    }
    const call = { folder: project, env: { PATH: process.env.PATH } };
    return startCommandLine(join(project, "scripts", "postinstall.js"), [], call).ended;
  }

  it("says nothing in a clone, where nothing is built yet", async () => {
    expect(await runScript()).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  });

  it.each([
    ["throw new Error('no\\n  way')", "no way"],
    ["import './none.js'", "Cannot find module"],
  ])("says in one line why it cannot register, and does not fail the installation: %s", async (code, why) => {
    const { exitCode, stdout, stderr } = await runScript(code);
    expect([exitCode, stdout]).toEqual([0, ""]);
    expect(stderr).toMatch(
      /^opencode-orchestrator is installed, but not registered in OpenCode's config: .*\n$/,
    );
    expect(stderr).toContain(why);
  });
});

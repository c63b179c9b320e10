import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { registerAfterNpmInstall } from "../../../src/cli/install/after-npm-install.js";
import { packageRoot } from "../../../src/cli/package.js";

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
  expect(await register()).toMatchObject({ did: "created", file, spec: packageRoot });
  expect(JSON.parse(await readFile(file, "utf8")).plugin).toEqual([packageRoot]);
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

import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { detectChecks } from "../../src/actors/checks/detect-checks.js";
import { affectedPackages } from "../../src/actors/checks/packages/affected-packages.js";
import { narrowToPackages } from "../../src/actors/checks/packages/narrow-to-packages.js";
import { readPackages } from "../../src/actors/checks/packages/project-packages.js";
import { runCheck } from "../../src/actors/checks/run-check.js";
import { readScript } from "../../src/actors/checks/script/read-script.js";
import { createProject, type Project } from "../support/project.js";
import { toolEnvironment } from "../support/tool-environment.js";
import { worlds } from "./workspaces/all.js";
import { standIn } from "./workspaces/uv.js";
import { logVariable, packageNames } from "./workspaces/world.js";

const packages = fileURLToPath(new URL("node_modules", import.meta.url));
let home: string;

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "workspaces-")));
  const commands = join(home, "bin");
  await mkdir(commands);
  await writeFile(join(commands, "uv"), standIn);
  await chmod(join(commands, "uv"), 0o755);
  await symlink(join(packages, "pnpm/bin/pnpm.cjs"), join(commands, "pnpm"));
  await symlink(join(packages, ".bin/turbo"), join(commands, "turbo"));
  const environment = {
    ...toolEnvironment(home),
    PATH: [commands, process.env.PATH].join(delimiter),
    COREPACK_ENABLE_STRICT: "0",
    npm_config_cache: join(home, "npm"),
    npm_config_manage_package_manager_versions: "false",
    TURBO_TELEMETRY_DISABLED: "1",
    YARN_ENABLE_NETWORK: "0",
    YARN_ENABLE_TELEMETRY: "0",
    YARN_ENABLE_IMMUTABLE_INSTALLS: "0",
    YARN_GLOBAL_FOLDER: join(home, "yarn"),
    YARN_IGNORE_PATH: "1",
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

/** The packages whose tests the project's checks run after a change, or at the end. */
async function executed(project: Project, changedFiles: string[] | "end"): Promise<string[]> {
  const worktree = project.path;
  const log = join(await mkdtemp(join(home, "log-")), "executed");
  const all = await readPackages(worktree);
  const affected = changedFiles === "end" ? "all" : affectedPackages(all, changedFiles);
  for (const check of await detectChecks(worktree)) {
    const commands = await readScript(check.command, worktree);
    const context = {
      packages: all,
      affected,
      changedFiles: changedFiles === "end" ? [] : changedFiles,
      worktree,
    };
    const narrowed = changedFiles === "end" ? undefined : await narrowToPackages(check, commands, context);
    if (narrowed === "untouched") continue;
    const result = await runCheck(
      { ...check, ...narrowed },
      { cwd: worktree, signal: new AbortController().signal, env: { [logVariable]: log } },
    );
    expect(result, result.output).toMatchObject({ exitCode: 0, outcome: "passed" });
  }
  const lines = await readFile(log, "utf8").catch(() => "");
  return lines.split("\n").filter(Boolean).sort();
}

describe.each(worlds.map((world) => [world.name, world] as const))("%s", (_, world) => {
  let project: Project;

  beforeAll(async () => {
    project = await createProject(world.files);
    const manager = /"packageManager":"yarn@(\d)/.exec(world.files["package.json"] ?? "")?.[1];
    const yarn = manager === "1" ? "yarn/bin/yarn.js" : "@yarnpkg/cli-dist/bin/yarn.js";
    await rm(join(home, "bin", "yarn"), { force: true });
    await symlink(join(packages, yarn), join(home, "bin", "yarn"));
    const [program, ...args] = world.prepare ?? [];
    if (program !== undefined) await promisify(execFile)(program, args, { cwd: project.path });
  });

  afterAll(() => project.remove());

  test("a change in a package runs its tests and those of the packages that depend on it", async () => {
    expect(await executed(project, [`${world.folders.core}/source.txt`])).toEqual(["app", "core"]);
  });

  test("a change in a package on which none depends runs only its own tests", async () => {
    expect(await executed(project, [`${world.folders.other}/source.txt`])).toEqual(["other"]);
  });

  test("a change in the root and the end run all tests", async () => {
    expect(await executed(project, [world.rootFile])).toEqual([...packageNames].sort());
    expect(await executed(project, "end")).toEqual([...packageNames].sort());
  });
});

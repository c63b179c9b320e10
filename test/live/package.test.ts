import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type RehearsedModel, startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { nobodyIn } from "../support/leftovers.js";
import { checkedProject, goodTeam, replyOf, task } from "../support/mission.js";
import { createNpm, type Npm } from "../support/npm.js";
import { type Opencode, opencodeEnvironment, runOpencode, startOpencode } from "../support/opencode.js";
import { createProject, type Project } from "../support/project.js";

const script = goodTeam(task("T1", "a.txt"));
const name = "opencode-orchestrator";

let root: string;
let home: string;
let tarball: string;
let model: RehearsedModel;
let project: Project;
let npm: Npm;
let environment: Record<string, string>;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-package-")));
  model = await startRehearsedModel((request) => replyOf(script, request));
});

beforeEach(async () => {
  home = await mkdtemp(join(root, "home-"));
  await mkdir(join(home, "tmp"));
  const files = {
    ".gitignore": "node_modules\n",
    ".opencode/orchestrator.jsonc": '{ "requestTags": true }\n',
  };
  project = await createProject({ ...checkedProject, ...files });
  environment = opencodeEnvironment(options(), home);
  npm = await createNpm(environment, join(root, "npm-cache"));
  tarball ??= await npm.pack(root);
});

afterEach(async () => {
  await nobodyIn(project.path, home);
  await project.remove();
});

afterAll(async () => {
  await model.close();
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

/** OpenCode reads the plugin from the config that was written, from nowhere else. */
const options = () => ({
  project: project.path,
  model,
  plugin: false as const,
  home,
  config: { snapshot: false },
});

async function inOpencode<Result>(use: (opencode: Opencode) => Promise<Result>): Promise<Result> {
  const opencode = await startOpencode(options());
  try {
    return await use(opencode);
  } finally {
    await opencode.stop();
  }
}

async function commandsOf({ client }: Opencode): Promise<string[]> {
  const names = (await client.command.list()).data?.map((command) => command.name) ?? [];
  return allCommands.filter((each) => names.includes(each));
}

const allCommands = ["auto", "plan", "review", "fix", "search", "auto-status", "auto-resume", "auto-stop"];

async function say({ client }: Opencode, command: string, words = ""): Promise<string> {
  const { data: session } = await client.session.create({});
  const { data } = await client.session.command({
    sessionID: session?.id ?? "",
    command,
    arguments: words,
  });
  return data?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n") ?? "";
}

/** The installed command line. */
async function shell(bin: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(bin, args, { cwd: project.path, env: environment });
  return stdout;
}

const bin = () => join(project.path, "node_modules", ".bin", name);
const spec = `../node_modules/${name}`;
const modulePath = () => join(project.path, "node_modules", name);

test("npm install registers the plugin in the project, and /auto does a mission there", async () => {
  await npm.run(["install", tarball], project.path);
  expect(JSON.parse(await project.read(".opencode/opencode.json"))).toMatchObject({ plugin: [spec] });
  await inOpencode(async (opencode) => {
    expect(await commandsOf(opencode)).toEqual(allCommands);
    expect(await say(opencode, "auto", "write a.txt")).toContain("✓ Verified");
    expect(await project.read("a.txt")).toBe("good\n");
    expect(await say(opencode, "auto-status")).toBe("No run is active.");
  });

  // A colleague's clone, with the modules that the lock file names.
  const clone = join(root, "elsewhere", "clone");
  await cp(project.path, clone, { recursive: true });
  await project.remove();
  const resolved = await runOpencode(["debug", "config"], { ...options(), project: clone });
  const commands = Object.keys((JSON.parse(resolved.stdout) as { command?: object }).command ?? {});
  expect(commands).toEqual(expect.arrayContaining(allCommands));
});

test("npm install --global registers it for the user, and uninstall --global takes it out", async () => {
  const prefix = join(root, "prefix");
  await npm.run(["install", "--global", "--prefix", prefix, tarball], project.path);
  const config = join(home, ".config", "opencode", "opencode.jsonc");
  const installed = join(prefix, ...(process.platform === "win32" ? [] : ["lib"]), "node_modules", name);
  expect(JSON.parse(await readFile(config, "utf8"))).toMatchObject({ plugin: [installed] });
  await inOpencode(async (opencode) => {
    expect(await commandsOf(opencode)).toEqual(allCommands);
    expect(await say(opencode, "auto-status")).toBe("No run is active.");
  });
  const command = join(prefix, process.platform === "win32" ? "" : "bin", name);
  expect(await shell(command, "uninstall", "--global")).toContain("No longer registered");
  expect(await readFile(config, "utf8").catch(() => "")).not.toContain(name);
});

test("without install scripts, `install` registers it; when its folder is gone, OpenCode starts without it", async () => {
  await npm.run(["install", "--ignore-scripts", tarball], project.path);
  expect(await project.exists(".opencode/opencode.json")).toBe(false);
  expect(await npm.run(["exec", "--offline", "--", name, "install"], project.path)).toContain(
    "Registered in ",
  );
  await inOpencode(async (opencode) => {
    expect(await commandsOf(opencode)).toEqual(allCommands);
    expect(await say(opencode, "auto-status")).toBe("No run is active.");
  });

  await npm.run(["uninstall", name], project.path);
  expect(await project.read(".opencode/opencode.json")).toContain(spec);
  // OpenCode has one of that name itself.
  await inOpencode(async (opencode) => expect(await commandsOf(opencode)).toEqual(["review"]));
});

test("OpenCode's own `plugin` command takes the installed package, and install makes its path relative", async () => {
  await npm.run(["install", "--ignore-scripts", tarball], project.path);
  await runOpencode(["plugin", modulePath()], options());
  // An OpenCode that ended in the midst of its background install leaves a lock there, for which the next one
  // waits for a minute.
  await rm(join(home, ".local", "state", "opencode", "locks"), { recursive: true, force: true });
  const config = JSON.parse((await runOpencode(["debug", "config"], options())).stdout) as {
    command?: object;
  };
  expect(Object.keys(config.command ?? {})).toEqual(expect.arrayContaining(allCommands));
  expect(await project.read(".opencode/opencode.json")).toContain(modulePath());
  expect(await shell(bin(), "install")).toContain(`in place of ${modulePath()}`);
  expect(await project.read(".opencode/opencode.json")).toContain(spec);
  expect(await shell(bin(), "install")).toContain("Already registered in ");
});

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Report } from "../contracts/report.js";
import { runFiles, runFolders } from "../runs/run-folder.js";
import { findOpencode } from "./opencode-binary.js";
import { rehearsal, rehearsedRequest } from "./rehearsal.js";
import { startRehearsedModel } from "./rehearsed-model.js";

const run = promisify(execFile);
const packageRoot = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/**
 * Runs a whole mission in the real OpenCode on a copy of the sample project, with rehearsed model replies. The
 * copy stays, so that it can be looked at; OpenCode's own files go.
 * @returns the run's status, `failed` when there is no report.
 */
export async function demo(print: (line: string) => void): Promise<Report["status"]> {
  const opencode = findOpencode();
  const project = await createProject();
  const home = await mkdtemp(join(tmpdir(), "orchestrator-demo-home-"));
  const model = await startRehearsedModel(rehearsal);
  print("What is real: OpenCode, the plugin, every edit and every test run.");
  print("What is scripted: the model's replies, so this needs no key and no network.");
  print("");
  print(`Project: ${project}`);
  print(`> opencode run --command auto "${rehearsedRequest}"`);
  print("");
  let child: ChildProcess | undefined;
  const stop = () => child?.kill("SIGKILL");
  process.once("exit", stop);
  try {
    child = launch(opencode, project, environment(home, project, model.url));
    const ended = once(child, "exit");
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", (line) => print(plain(line)));
    }
    await ended;
    return await conclude(project, model.requests.length, print);
  } finally {
    process.removeListener("exit", stop);
    stop();
    await model.close();
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function createProject(): Promise<string> {
  const project = await mkdtemp(join(tmpdir(), "orchestrator-demo-"));
  await cp(join(packageRoot, "demo", "sample-project"), project, { recursive: true });
  const git = (...args: string[]) => run("git", args, { cwd: project });
  await git("init", "--quiet");
  await git("add", "--all");
  await git(
    "-c",
    "user.name=demo",
    "-c",
    "user.email=demo@localhost",
    "commit",
    "--quiet",
    "-m",
    "sample project",
  );
  return project;
}

/** OpenCode writes texts to stdout and rows to stderr: in one pipe they keep their order. */
function launch(opencode: string, project: string, env: NodeJS.ProcessEnv): ChildProcess {
  const args = ["run", "--command", "auto", rehearsedRequest];
  const options = { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
  if (process.platform === "win32") return spawn(opencode, args, options);
  return spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', opencode, ...args], options);
}

/**
 * OpenCode in a home of its own: neither its settings nor its sessions touch the user's. It works in the folder
 * that `PWD` names, whatever its working directory is.
 */
function environment(home: string, project: string, modelUrl: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(OPENCODE|XDG)_|_API_KEY$/.test(name));
  const config = {
    autoupdate: false,
    share: "disabled",
    model: "rehearsed/cheap-model",
    provider: {
      rehearsed: {
        npm: "@ai-sdk/openai-compatible",
        options: { baseURL: modelUrl, apiKey: "none" },
        models: { "cheap-model": { tool_call: true, limit: { context: 200_000, output: 32_000 } } },
      },
    },
    plugin: [[packageRoot, { requestTags: true }]],
  };
  return {
    ...Object.fromEntries(inherited),
    PWD: project,
    HOME: home,
    USERPROFILE: home,
    NO_COLOR: "1",
    OPENCODE_CONFIG_CONTENT: JSON.stringify(config),
    OPENCODE_DISABLE_MODELS_FETCH: "1",
    npm_config_offline: "true",
  };
}

async function conclude(
  project: string,
  requests: number,
  print: (line: string) => void,
): Promise<Report["status"]> {
  const { stdout: changes } = await run(
    "git",
    ["status", "--short", "--untracked-files=all", "--", ".", ":!.opencode"],
    {
      cwd: project,
    },
  );
  const report = await findReport(project);
  print("");
  print("What changed (git status):");
  print(changes.trimEnd() || "nothing");
  print("");
  print(`The orchestrator itself made 0 model requests, its agents ${requests}.`);
  if (report) print(`The report: ${report.path}`);
  print("");
  print("On your own project, with your own model:");
  print(`  opencode plugin ${packageRoot}`);
  print('  opencode            then type: /auto "what to build"');
  return report?.status ?? "failed";
}

async function findReport(project: string): Promise<{ path: string; status: Report["status"] } | undefined> {
  const [latest] = await runFolders(project);
  if (latest === undefined) return undefined;
  const path = runFiles(latest).report;
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : { path, status: (JSON.parse(text) as Report).status };
}

function plain(line: string): string {
  return line.replaceAll(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), "");
}

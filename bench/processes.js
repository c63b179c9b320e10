// Processes and folders of the benches: each has its own home, and all of it ends with the bench.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const packageRoot = fileURLToPath(new URL("../", import.meta.url)).replace(/[\\/]$/, "");

const folders = new Set();
const running = new Set();

process.once("exit", () => {
  for (const child of running) endGroup(child, "SIGKILL");
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));

/** A temporary folder that is removed when this process ends. */
export async function makeFolder(name) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `orchestrator-${name}-`)));
  folders.add(folder);
  return folder;
}

export async function removeFolder(folder) {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
}

/** A process with a group of its own, so that what it started ends with it. */
export function launch(command, args, options) {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options, detached: true });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Ends a process and its group, and resolves when it is gone. */
export async function end(child) {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, "exit");
    endGroup(child, "SIGTERM");
    const timer = setTimeout(() => endGroup(child, "SIGKILL"), 5_000);
    await exited;
    clearTimeout(timer);
  }
  endGroup(child, "SIGKILL");
}

function endGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended.
  }
}

/** The standard output of a command that must succeed. */
export async function textOf(command, args, options = {}) {
  const { stdout } = await promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024, ...options });
  return stdout;
}

/** Milliseconds from a command's start to its end, which must be a success. */
export async function timeOf(command, args, options = {}) {
  const start = performance.now();
  await textOf(command, args, options);
  return performance.now() - start;
}

/** Seconds of processor time that a process has used so far; Linux only. */
export async function processorSeconds(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ").at(-1).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Of Linux, on every machine. */
const ticksPerSecond = 100;

export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

/** An environment in which nothing of the user is read or written. */
export async function isolated(home, project, config) {
  await mkdir(join(home, "tmp"), { recursive: true });
  const inherited = Object.entries(process.env).filter(([name]) =>
    /^(PATH|LANG|LC_\w+|TERM|SHELL|USER|LOGNAME|TZ|SystemRoot|ComSpec|PATHEXT)$/i.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    USERPROFILE: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".local", "share"),
    XDG_STATE_HOME: join(home, ".local", "state"),
    XDG_CACHE_HOME: join(home, ".cache"),
    TMPDIR: join(home, "tmp"),
    PWD: project,
    GIT_CONFIG_NOSYSTEM: "1",
    NO_COLOR: "1",
    npm_config_offline: "true",
    OPENCODE_DISABLE_MODELS_FETCH: "1",
    OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
    OPENCODE_CONFIG_CONTENT: JSON.stringify(config),
  };
}

/** A git repository with one commit of all that is in the folder. */
export async function commitAll(folder) {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const git = (...args) => textOf("git", ["-C", folder, ...args], { env });
  await git("init", "--quiet", "--initial-branch=main");
  await git("config", "user.name", "bench");
  await git("config", "user.email", "bench@example.invalid");
  await git("add", "--all");
  await git("commit", "--quiet", "--allow-empty", "--message", "Start");
}

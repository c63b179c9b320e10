import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createOpencodeClient, type Event, type OpencodeClient } from "@opencode-ai/sdk/v2";
import { findOpencode } from "../../src/demo/opencode-binary.js";
import type { RehearsedModel } from "../../src/demo/rehearsed-model.js";

export type OpencodeEvent = Event;

export interface OpencodeOptions {
  /** The project's folder. Nothing is written into it by the harness. */
  project: string;
  /** Merged, deeply, into the configuration. */
  config?: object;
  /** What the provider `scripted` (models `m1`, `m2`, `m3`) talks to: a model or its base URL. */
  model: Pick<RehearsedModel, "url"> | string;
  /** The plugin's options, default `{}`; `requestTags` is on unless they say otherwise. `false`: not loaded. */
  plugin?: false | object;
  env?: Record<string, string>;
  /** A command that OpenCode is started by, which must replace itself with it. */
  startedBy?: string[];
  /** A home to start in and to keep. Without it a new one is made, and removed by `stop()`. */
  home?: string;
}

export interface Opencode {
  url: string;
  client: OpencodeClient;
  pid: number;
  home: string;
  /** All events since the start. */
  events: OpencodeEvent[];
  /** The first event, past or future, that fits; rejects after `timeoutMs` (default 120,000) or when the server ends. */
  waitForEvent(predicate: (event: OpencodeEvent) => boolean, timeoutMs?: number): Promise<OpencodeEvent>;
  stderr(): string;
  /** Ends the process and its children and resolves when they are gone. A home of the harness's own is removed. */
  stop(): Promise<void>;
  /** As `kill -9` does: no goodbye. The home stays, for a next start; orphaned children are killed afterwards. */
  kill(): Promise<void>;
}

/** Starts `opencode serve` at a free port and resolves when its events are being received. */
export async function startOpencode(options: OpencodeOptions): Promise<Opencode> {
  const home = await prepareHome(options);
  let started: Started | undefined;
  try {
    started = await serve(options, home);
    const { child, url, stderr } = started;
    const client = createOpencodeClient({ baseUrl: url, directory: options.project });
    const feed = await subscribe(client, stderr);
    const end = async (how: () => Promise<void>) => {
      feed.close();
      await how();
    };
    return {
      url,
      client,
      pid: pidOf(child),
      home,
      events: feed.events,
      waitForEvent: feed.waitForEvent,
      stderr,
      stop: () =>
        end(async () => {
          await endTree(child, "SIGTERM");
          if (!options.home) await removeHome(home);
        }),
      kill: () => end(() => endTree(child, "SIGKILL")),
    };
  } catch (error) {
    if (started) await endTree(started.child, "SIGKILL");
    if (!options.home) await removeHome(home);
    throw error;
  }
}

/**
 * Runs OpenCode once without a terminal, for instance with `["run", "--command", "auto", "the text"]`.
 *
 * @param options as for {@link startOpencode}; `timeoutMs` (default 240,000) ends a run that hangs, with an error.
 */
export async function runOpencode(
  args: string[],
  options: OpencodeOptions & { timeoutMs?: number },
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const home = await prepareHome(options);
  const child = launch(args, options, home);
  const timeoutMs = options.timeoutMs ?? 240_000;
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void endTree(child, "SIGKILL");
  }, timeoutMs);
  try {
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), exited(child)]);
    if (timedOut) {
      throw new Error(`opencode ${args.join(" ")} took longer than ${timeoutMs} ms\n${stdout}\n${stderr}`);
    }
    return { exitCode: child.exitCode ?? 1, stdout, stderr };
  } finally {
    clearTimeout(timer);
    await endTree(child, "SIGKILL");
    if (!options.home) await removeHome(home);
  }
}

/** Whether a process runs; one that has ended but is not yet reaped does not. */
export function isRunning(pid: number): boolean {
  return alive([pid]).length > 0;
}

/** The environment that an OpenCode of these options runs in, for tests which start it in another way. */
export function opencodeEnvironment(options: OpencodeOptions, home: string): Record<string, string> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && inheritedVariables.test(entry[0]),
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
    PWD: options.project,
    GIT_CONFIG_NOSYSTEM: "1",
    // OpenCode npm-installs into each config folder at start, and ignores SIGTERM meanwhile.
    npm_config_offline: "true",
    OPENCODE_DISABLE_MODELS_FETCH: "1",
    OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
    OPENCODE_CONFIG_CONTENT: JSON.stringify(configuration(options)),
    ...options.env,
  };
}

/** Named one by one, so that no key, proxy or setting of this machine leaks into a test. */
const inheritedVariables =
  /^(PATH|LANG|LC_\w+|TERM|COLORTERM|SHELL|USER|LOGNAME|TZ|SystemRoot|ComSpec|PATHEXT)$/i;

const packageRoot = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

function configuration(options: OpencodeOptions): object {
  const model = { tool_call: true, limit: { context: 200_000, output: 32_000 } };
  const baseURL = typeof options.model === "string" ? options.model : options.model.url;
  const base = {
    $schema: "https://opencode.ai/config.json",
    autoupdate: false,
    share: "disabled",
    model: "scripted/m1",
    provider: {
      scripted: {
        npm: "@ai-sdk/openai-compatible",
        name: "Scripted",
        options: { baseURL, apiKey: "not-a-key" },
        models: { m1: { name: "m1", ...model }, m2: { name: "m2", ...model }, m3: { name: "m3", ...model } },
      },
    },
    ...(options.plugin === false
      ? {}
      : { plugin: [[packageRoot, { requestTags: true, ...options.plugin }]] }),
  };
  return merge(base, options.config ?? {});
}

function merge(base: object, over: object): object {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isRecord(before) && isRecord(value) ? merge(before, value) : value;
  }
  return result;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

async function prepareHome(options: OpencodeOptions): Promise<string> {
  const home = options.home ?? (await realpath(await mkdtemp(join(tmpdir(), "orchestrator-home-"))));
  if (!options.home) ownHomes.add(home);
  mkdirSync(join(home, "tmp"), { recursive: true });
  return home;
}

async function removeHome(home: string): Promise<void> {
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
  ownHomes.delete(home);
}

const ownHomes = new Set<string>();
const running = new Set<ChildProcess>();

/** What a failed test left behind. */
process.once("exit", () => {
  for (const child of running) for (const pid of treeOf(pidOf(child))) signal(pid, "SIGKILL");
  for (const home of ownHomes) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

interface Started {
  child: ReturnType<typeof launch>;
  url: string;
  stderr: () => string;
}

/** Whoever takes a free port before OpenCode does, ends OpenCode: then another one is tried. */
async function serve(options: OpencodeOptions, home: string, attempts = 3): Promise<Started> {
  const port = String(await freePort());
  const child = launch(["serve", "--port", port, "--hostname", "127.0.0.1", "--print-logs"], options, home);
  const stderr = collect(child.stderr);
  try {
    return { child, url: await listeningUrl(child, stderr), stderr };
  } catch (error) {
    await endTree(child, "SIGKILL");
    if (attempts > 1 && stderr().includes("ServeError")) return serve(options, home, attempts - 1);
    throw error;
  }
}

/** With `--port 0` OpenCode takes 4096, and `fetch` would reuse a connection to the server there before. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

function launch(args: string[], options: OpencodeOptions, home: string) {
  const [command = "", ...rest] = [...(options.startedBy ?? []), findOpencode(), ...args];
  const child = spawn(command, rest, {
    cwd: options.project,
    env: opencodeEnvironment(options, home),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let all = "";
  stream.setEncoding("utf8");
  stream.on("data", (piece: string) => {
    all += piece;
  });
  return () => all;
}

async function listeningUrl(child: ReturnType<typeof launch>, stderr: () => string): Promise<string> {
  let stdout = "";
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`opencode serve ${why}\n${stdout}\n${stderr()}`));
    const timer = setTimeout(() => fail("did not listen within 120 s"), 120_000);
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (piece: string) => {
      stdout += piece;
      const url = /listening on (http:\/\/\S+)/.exec(stdout)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once("error", (error) => fail(`could not start: ${error.message}`));
    child.once("close", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

interface EventFeed {
  events: OpencodeEvent[];
  waitForEvent: Opencode["waitForEvent"];
  close(): void;
}

async function subscribe(client: OpencodeClient, stderr: () => string): Promise<EventFeed> {
  const events: OpencodeEvent[] = [];
  const waiters = new Set<{ offer(event: OpencodeEvent): void; giveUp(why: string): void }>();
  const aborter = new AbortController();
  let ended = false;

  const waitForEvent: Opencode["waitForEvent"] = (predicate, timeoutMs = 120_000) => {
    const past = events.find(predicate);
    if (past) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        waiters.delete(waiter);
      };
      const waiter = {
        offer: (event: OpencodeEvent) => {
          if (!predicate(event)) return;
          settle();
          resolve(event);
        },
        giveUp: (why: string) => {
          settle();
          const last = events.slice(-20).map((event) => event.type);
          reject(new Error(`${why}. Last events: ${last.join(", ") || "none"}\n${stderr().slice(-4000)}`));
        },
      };
      const timer = setTimeout(() => waiter.giveUp(`No such event within ${timeoutMs} ms`), timeoutMs);
      waiters.add(waiter);
      if (ended) waiter.giveUp("OpenCode has ended");
    });
  };

  const { stream } = await client.event.subscribe(undefined, {
    signal: aborter.signal,
    sseMaxRetryAttempts: 1,
  });
  const pump = async () => {
    for await (const event of stream) {
      events.push(event);
      for (const waiter of waiters) waiter.offer(event);
    }
  };
  void pump()
    .catch(() => undefined)
    .finally(() => {
      ended = true;
      for (const waiter of waiters) waiter.giveUp("OpenCode's events have ended");
    });

  await waitForEvent((event) => event.type === "server.connected");
  return { events, waitForEvent, close: () => aborter.abort() };
}

/** Signals the process; what is left of its tree after its exit, or after five seconds, is killed. */
async function endTree(child: ChildProcess, first: "SIGTERM" | "SIGKILL"): Promise<void> {
  const pid = pidOf(child);
  const tree = treeOf(pid);
  if (!hasExited(child)) {
    signal(pid, first);
    const timer = setTimeout(() => signal(pid, "SIGKILL"), 5_000);
    await exited(child);
    clearTimeout(timer);
  }
  for (const left of alive(tree)) signal(left, "SIGKILL");
  await gone(tree);
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function exited(child: ChildProcess): Promise<void> {
  if (!hasExited(child)) await once(child, "exit");
}

/** Nothing tells of the end of a grandchild, so its process id is asked for. */
async function gone(pids: number[]): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (let left = alive(pids); left.length > 0; left = alive(pids)) {
    if (Date.now() > deadline) throw new Error(`Processes ${left.join(", ")} do not end`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The process, what it has started, and what is in its group. */
function treeOf(root: number): number[] {
  const all = processes();
  const tree = new Set(
    all.filter((entry) => entry.pid === root || entry.group === root).map((entry) => entry.pid),
  );
  for (let size = -1; size !== tree.size; ) {
    size = tree.size;
    for (const entry of all) if (tree.has(entry.parent)) tree.add(entry.pid);
  }
  return [...tree];
}

function alive(pids: number[]): number[] {
  if (pids.length === 0) return [];
  const living = new Set(processes().map((entry) => entry.pid));
  return pids.filter((pid) => living.has(pid));
}

/** All processes but zombies, which an init that reaps nothing keeps for ever. */
function processes(): { pid: number; parent: number; group: number }[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,pgid=,stat="], { encoding: "utf8" });
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => !state?.startsWith("Z"))
    .map(([pid, parent, group]) => ({ pid: Number(pid), parent: Number(parent), group: Number(group) }));
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error("opencode did not start: is its binary executable?");
  return child.pid;
}

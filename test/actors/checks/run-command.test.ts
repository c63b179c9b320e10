import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type RunCommandOptions, runCommand } from "../../../src/actors/checks/run-command.js";
import { isAlive } from "../../support/process-alive.js";

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "run-command-"));
});

afterEach(async () => {
  await rm(cwd, { recursive: true, force: true });
});

const node = `"${process.execPath}"`;

async function run(command: string, options: Partial<RunCommandOptions> = {}) {
  let printed = "";
  const output = {
    write(text: string) {
      printed += text;
    },
  };
  const signal = new AbortController().signal;
  const end = await runCommand(command, { cwd, timeoutSeconds: 60, signal, output, ...options });
  const pids = [...printed.matchAll(/^pid (\d+)$/gm)].map((match) => Number(match[1]));
  onTestFinished(() => {
    for (const pid of pids.filter(isAlive)) process.kill(pid, "SIGKILL");
  });
  return { end, printed, pids };
}

async function script(name: string, code: string): Promise<string> {
  await writeFile(join(cwd, name), code);
  return `${node} ${name}`;
}

/** A script that starts another in a session of its own, tells its id, and ends, once a file is there. */
const leaving = (name: string, stdio: string, file = name) => `
const child = require("node:child_process").spawn(process.execPath, ["${name}"], { detached: true, stdio: "${stdio}" });
child.unref();
console.log("pid " + child.pid);
const wait = setInterval(() => require("node:fs").existsSync("${file}") && clearInterval(wait), 10);
`;
/** A script that tells its port in a file. */
const serving = `require("node:net").createServer().listen(0, process.env.HOST ?? "127.0.0.1", function () {
  require("node:fs").writeFileSync("part", String(this.address().port));
  require("node:fs").renameSync("part", "port");
});`;
const idle = "setInterval(() => {}, 1000)";
const exited = (left: unknown[] = []) => ({ type: "exited", exitCode: 0, signal: null, left });

describe("runCommand", () => {
  it("tells the exit code and all that was printed", async () => {
    const seen: string[] = [];
    const { end, printed } = await run("echo one; echo two >&2; exit 3", {
      onOutput: (text) => void seen.push(text),
    });
    expect(end).toEqual({ type: "exited", exitCode: 3, signal: null, left: [] });
    expect(printed.split("\n").sort()).toEqual(["", "one", "two"]);
    expect(seen.join("")).toBe(printed);
  });

  it("tells a signal, and the exit code that a shell has for it", async () => {
    const { end } = await run("kill -9 $$");
    expect(end).toEqual({ type: "exited", exitCode: 137, signal: "SIGKILL", left: [] });
  });

  it("tells that nothing could be started", async () => {
    const { end } = await run("true", { cwd: join(cwd, "nowhere") });
    expect(end).toEqual({ type: "unspawned", error: expect.any(Error) });
  });

  it("tells a timeout when no process of it is left", async () => {
    const { end, pids } = await run('sleep 600 & echo "pid $!"; echo "pid $$"; sleep 600', {
      timeoutSeconds: 4,
    });
    expect([end, pids.length, pids.filter(isAlive)]).toEqual([{ type: "timedOut" }, 2, []]);
  });

  it("ends a watcher and all that it started, once it was quiet", async () => {
    const { end, pids } = await run(
      'sleep 600 & echo "pid $!"; echo "pid $$"; echo "Found 0 errors. Watching for file changes."; sleep 600',
      { watcherMilliseconds: 100 },
    );
    expect([end, pids.length, pids.filter(isAlive)]).toEqual([
      { type: "watches", once: "tsc --noEmit" },
      2,
      [],
    ]);
  });

  it("leaves a command alone that prints a watcher's words and ends", async () => {
    const { end } = await run("echo 'Watching for file changes.'; exit 3");
    expect(end).toEqual({ type: "exited", exitCode: 3, signal: null, left: [] });
  });

  it("starts nothing when it was aborted before", async () => {
    const { end } = await run("echo x > started", { signal: AbortSignal.abort() });
    expect(end).toEqual({ type: "timedOut" });
    await expect(readFile(join(cwd, "started"))).rejects.toThrow();
  });

  it("gives the command what it is told to, and nothing of a host that is a test itself", async () => {
    const names = ["OPENCODE_CONFIG_CONTENT", "NODE_TEST_CONTEXT", "VITEST_POOL_ID", "JEST_WORKER_ID"];
    const added = ["npm_lifecycle_event", "npm_package_name", "npm_config_registry"];
    const before = { ...process.env };
    onTestFinished(() => {
      process.env = before;
    });
    for (const name of [...names, ...added]) process.env[name] = "of the host";
    const command = await script(
      "env.cjs",
      `const { CI, NO_COLOR, FORCE_COLOR, RESULTS } = process.env;
console.log(JSON.stringify([CI, NO_COLOR, FORCE_COLOR, RESULTS]));
console.log(JSON.stringify(${JSON.stringify([...names, ...added])}.filter((name) => name in process.env)));`,
    );
    const { printed } = await run(command, { env: { RESULTS: "here" } });
    expect(printed).toBe('["1","1","0","here"]\n["npm_config_registry"]\n');
  });
});

describe.skipIf(process.platform !== "linux")("a daemon that a command left", () => {
  it("is ended where it holds the output open", async () => {
    await script("daemon.cjs", idle);
    const { end, pids } = await run(await script("leave.cjs", leaving("daemon.cjs", "inherit")));
    expect([end, pids.length]).toEqual([exited([expect.stringMatching(/ daemon\.cjs$/)]), 1]);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });

  it("is ended where it holds the output open and hides where it comes from", async () => {
    await script("daemon.cjs", idle);
    const code = leaving("daemon.cjs", "inherit").replace("detached: true", "detached: true, env: {}");
    const { end, pids } = await run(await script("leave.cjs", code));
    expect([end, pids.length]).toEqual([exited([expect.any(String)]), 1]);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });

  it.each([
    ["127.0.0.1", "SIGTERM", ""],
    ["::", "SIGKILL only", 'process.on("SIGTERM", () => {});'],
  ])("is ended where it listens on %s, and ends by %s", async (host, _, ignore) => {
    await script("server.cjs", `${ignore} ${serving}`);
    const command = await script("leave.cjs", leaving("server.cjs", "ignore", "port"));
    const { end, pids } = await run(command, { env: { HOST: host } });
    expect([end, pids.length]).toEqual([exited([expect.stringMatching(/ server\.cjs$/)]), 1]);
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
    const port = Number(await readFile(join(cwd, "port"), "utf8"));
    await expect(connected(port)).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("is ended with the process that would start it again", async () => {
    await script("server.cjs", serving);
    await script(
      "keeper.cjs",
      `const start = () => require("node:child_process")
  .spawn(process.execPath, ["server.cjs"], { stdio: "ignore" }).on("exit", start);
start();`,
    );
    const { end, pids } = await run(await script("leave.cjs", leaving("keeper.cjs", "ignore", "port")));
    expect(end).toMatchObject({ type: "exited", exitCode: 0 });
    const { left } = end as { left: string[] };
    for (const name of [/ keeper\.cjs$/, / server\.cjs$/])
      expect(left).toContainEqual(expect.stringMatching(name));
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
  });

  it("is left alone where it holds neither the output nor a port", async () => {
    await script("daemon.cjs", idle);
    const { end, pids } = await run(await script("leave.cjs", leaving("daemon.cjs", "ignore")));
    expect([end, pids.map(isAlive)]).toEqual([exited(), [true]]);
  });

  it("is left alone where it is a build tool's, with what it started", async () => {
    await script("worker.cjs", serving);
    await script(
      "eslint_d.cjs",
      `const worker = require("node:child_process").spawn(process.execPath, ["worker.cjs"], { stdio: "ignore" });
require("node:fs").writeFileSync("worker", String(worker.pid));`,
    );
    const { end, pids } = await run(await script("leave.cjs", leaving("eslint_d.cjs", "ignore", "port")));
    const worker = Number(await readFile(join(cwd, "worker"), "utf8"));
    const alive = [...pids, worker].map(isAlive);
    for (const pid of [...pids, worker]) process.kill(pid, "SIGKILL");
    expect([end, alive]).toEqual([exited(), [true, true]]);
  });

  it("does not keep a command from ending that was left to a build tool's with its output", async () => {
    await script("eslint_d.cjs", idle);
    const { end, pids } = await run(await script("leave.cjs", leaving("eslint_d.cjs", "inherit")));
    expect([end, pids.map(isAlive)]).toEqual([exited(), [true]]);
  });

  it("is none of another command's, which runs at the same time", async () => {
    const wait = 'setInterval(() => require("node:fs").existsSync("go") && process.exit(0), 10);';
    const other = run(await script("serving.cjs", serving + wait));
    await expect.poll(() => readFile(join(cwd, "port"), "utf8").catch(() => "")).toMatch(/\d/);
    await script("daemon.cjs", idle);
    const { end } = await run(await script("leave.cjs", leaving("daemon.cjs", "inherit")));
    await writeFile(join(cwd, "go"), "");
    expect([end, (await other).end]).toEqual([exited([expect.any(String)]), exited()]);
  });
});

function connected(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.destroy();
      resolve();
    });
  });
}

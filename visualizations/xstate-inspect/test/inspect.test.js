import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { isAtSecondTask, startTwoTasks } from "./two-tasks.js";

const { createWebSocketReceiver } = createRequire(import.meta.url)("@xstate/inspect");
const script = fileURLToPath(new URL("../inspect.js", import.meta.url));

let run;

before(async () => {
  run = await startTwoTasks();
  await run.breakOff();
});

after(() => run.remove());

test("the address that it prints shows a run that broke off, opened as the viewer opens it; Ctrl-C ends it", async (t) => {
  const child = spawn(process.execPath, [script, "two", "--project", run.project, "--port", "0"]);
  t.after(() => child.kill("SIGKILL"));
  const ended = once(child, "exit");
  const said = [];
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said.push(chunk);
    if (said.join("").includes("Ctrl-C")) break;
  }
  const address = new URL(/https:\S+/.exec(said.join(""))[0]);
  // As statelyai/xstate-viz does in src/simulationMachine.tsx, on a page of its own origin.
  const [protocol, server] = address.searchParams.get("server").split("://");
  globalThis.WebSocket = class extends WebSocket {
    constructor(url) {
      super(url, { origin: address.origin });
    }
  };
  const receiver = createWebSocketReceiver({ protocol, server });
  const state = await new Promise((resolve, reject) => {
    receiver.subscribe((event) => {
      if (event.state && isAtSecondTask(event.state)) resolve(event.state);
    }, reject);
  });
  child.kill("SIGINT");
  assert.deepEqual(await ended, [0, null]);
  assert.ok(address.searchParams.has("inspect"));
  assert.deepEqual([state.context.iterations, state.done], [1, false]);
});

test("a run that is not there, a port that is in use and a wrong option are told in a line", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address();
  const inProject = ["--project", run.project];
  const told = await Promise.all([
    failureOf(script, "three", ...inProject),
    failureOf(script, ...inProject, "--port", String(port)),
    failureOf(script, ...inProject, "--port", "http"),
    failureOf(script, "one", "two"),
  ]);
  other.close();
  const usage = "Usage: node inspect.js [run] [--project FOLDER] [--port NUMBER]\n";
  assert.deepEqual(told, [
    "No such run in this folder: opencode-orchestrator runs lists them\n",
    `listen EADDRINUSE: address already in use 127.0.0.1:${port}: choose another with --port\n`,
    usage,
    usage,
  ]);
});

test("what must be built or installed first is told", async () => {
  const folder = join(run.project, "visualizations", "xstate-inspect");
  await mkdir(folder, { recursive: true });
  await cp(script, join(folder, "inspect.mjs"));
  const unbuilt = await failureOf(join(folder, "inspect.mjs"));
  const built = join(run.project, "dist", "inspector");
  await mkdir(built, { recursive: true });
  await writeFile(join(built, "stately-feed.js"), "");
  assert.deepEqual(
    [unbuilt, await failureOf(join(folder, "inspect.mjs"))],
    [
      "The project is not built: run npm ci and npm run build in its root\n",
      "Something is not installed: run npm ci in visualizations/xstate-inspect\n",
    ],
  );
});

/** What it says when it ends by itself. */
async function failureOf(...command) {
  const child = spawn(process.execPath, command);
  const [[code], words] = await Promise.all([once(child, "exit"), text(child.stderr)]);
  assert.equal(code, 1);
  return words;
}

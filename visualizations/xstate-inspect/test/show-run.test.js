import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { WebSocket } from "ws";
import { instantTeam } from "../../../bench/instant-team.js";
import { streamInspection } from "../../../dist/inspector/stately-feed.js";
import { startRun } from "../../../dist/runs/durable-run.js";
import { showRun } from "../show-run.js";
import { toEvent, toMachine } from "../version-4.js";

const { createWebSocketReceiver } = createRequire(import.meta.url)("@xstate/inspect");
// Its receiver is made for browsers.
globalThis.WebSocket = WebSocket;

let folder;
let run;
let shown;
let beginSecondTask;

/** A run of two tasks that stands still before the second; one server, since the package allows one a process. */
before(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "orchestrator-xstate-4-")), "run");
  await mkdir(folder);
  const gate = new Promise((resolve) => {
    beginSecondTask = resolve;
  });
  const machine = instantTeam(2, (id) => (id === "T2" ? gate : Promise.resolve()));
  const header = {
    type: "run",
    version: 1,
    run: "two-tasks",
    session: "s",
    command: "auto",
    startedAt: new Date().toISOString(),
    limits: {},
  };
  run = startRun(header, { folder, machine, onProblem: assert.fail });
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "write the files" });
  const stream = (send) => streamInspection(folder, send);
  shown = await showRun({ port: 0, stream, onProblem: assert.fail });
});

after(async () => {
  await shown.close();
  await run.close();
  await rm(join(folder, ".."), { recursive: true });
});

/** What the package's own receiver gets, until `isLast` says so of a state. */
async function receive(isLast) {
  const received = [];
  const receiver = createWebSocketReceiver({ server: `localhost:${shown.port}` });
  await new Promise((resolve) => {
    receiver.subscribe((event) => {
      received.push(event);
      if (event.state && isLast(event.state)) resolve();
    });
  });
  return received;
}

test("a viewer gets the chart as XState 4 reads it, and every event and state of a run that works on", async () => {
  const searchesT2 = ({ value, context }) =>
    value.working?.executing?.task?.searching === "calling" && context.iterations === 1;
  const [register, ...told] = await receive((state) => {
    if (searchesT2(state)) beginSecondTask();
    return state.done;
  });
  assert.equal(register.type, "service.register");
  assert.deepEqual([register.machine.id, register.state.value], ["orchestrator", "idle"]);

  const written = await journalOf(folder);
  const events = told.filter(({ type }) => type === "service.event").map(({ event }) => event.data);
  const states = told.filter(({ type }) => type === "service.state").map(({ state }) => state);
  const names = written.map((event) => toEvent(event).type);
  assert.deepEqual(events.map(({ type }) => type).slice(-names.length), names);
  assert.deepEqual(
    states.map(({ event }) => event.type),
    names,
  );
  assert.deepEqual(
    ["mission.requested", "done.invoke.coder", "done.invoke.finalChecks"].filter(
      (name) => !names.includes(name),
    ),
    [],
  );
  // Each state is one that XState 4 finds in the chart that it was given.
  for (const state of states) assert.ok(register.machine.resolveState(state).configuration.length > 1);
  const { value, context } = states.at(-1);
  assert.deepEqual([value, context.iterations, context.queue], ["verified", 2, undefined]);
});

test("a viewer that comes later begins with the state as it is then", async () => {
  const received = await receive((state) => state.done);
  assert.deepEqual(
    received.map(({ type, state }) => [type, state.value]),
    [["service.register", "verified"]],
  );
});

test("a page of another origin is refused", async () => {
  const client = new WebSocket(`ws://127.0.0.1:${shown.port}`, { origin: "https://example.com" });
  const [error] = await once(client, "error");
  assert.match(error.message, /401/);
});

test("a port that is in use is an error", async () => {
  const second = showRun({ port: shown.port, stream: assert.fail, onProblem: assert.fail });
  await assert.rejects(second, { code: "EADDRINUSE" });
});

test("guards, delays and what runs keep their names, and every target is found", () => {
  const machine = toMachine({
    id: "chart",
    initial: "working",
    on: { "run.stopped": "ended" },
    states: {
      working: {
        description: "Works.",
        tags: ["busy"],
        invoke: {
          id: "worker",
          src: "coder",
          onDone: [{ guard: "isGood", target: "ended" }],
          onError: "waiting",
        },
        always: [
          { guard: { type: "isOver" }, target: "#chart.ended", actions: { type: "tell", params: {} } },
        ],
      },
      waiting: { after: { retryDelay: "working" }, entry: "tell", exit: ["forget"] },
      ended: { type: "final" },
    },
  });
  const { working, waiting } = machine.states;
  assert.deepEqual(
    [...working.transitions, ...waiting.transitions].map(({ eventType, cond, target, actions }) => [
      eventType,
      cond?.name,
      target.map(({ key }) => key),
      actions.map(({ type }) => type),
    ]),
    [
      ["done.invoke.worker", "isGood", ["ended"], []],
      ["error.platform.worker", undefined, ["waiting"], []],
      ["", "isOver", ["ended"], ["tell"]],
      ["xstate.after(retryDelay)#chart.waiting", undefined, ["working"], []],
    ],
  );
  assert.deepEqual(
    [working.tags, working.invoke[0].src, waiting.onEntry[0].type],
    [["busy"], "coder", "tell"],
  );
});

test("each kind of event has XState 4's name", () => {
  const types = [
    "run.paused",
    "xstate.done.actor.coder",
    "xstate.error.actor.coder",
    "xstate.done.state.chart.working",
    "xstate.after.retryDelay.chart.waiting",
  ];
  assert.deepEqual(
    types.map((type) => toEvent({ type, output: 1 })),
    [
      "run.paused",
      "done.invoke.coder",
      "error.platform.coder",
      "done.state.chart.working",
      "xstate.after(retryDelay)#chart.waiting",
    ].map((type) => ({ type, output: 1 })),
  );
});

async function journalOf(folder) {
  const lines = (await readFile(join(folder, "journal.jsonl"), "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line)).flatMap(({ event }) => event ?? []);
}

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { WebSocket } from "ws";
import { streamInspection } from "../../../dist/inspector/stately-feed.js";
import { orchestratorMachine } from "../../../dist/machine/orchestrator.machine.js";
import { showRun } from "../show-run.js";
import { toEvent } from "../version-4.js";
import { isAtSecondTask, startTwoTasks } from "./two-tasks.js";

const { createWebSocketReceiver } = createRequire(import.meta.url)("@xstate/inspect");
const sockets = [];
// Its receiver is made for browsers.
globalThis.WebSocket = class extends WebSocket {
  constructor(address) {
    super(address);
    sockets.push(this);
  }
};

let run;
let shown;

/** One server, since the package allows one a process. */
before(async () => {
  run = await startTwoTasks();
  const stream = (send) => streamInspection(run.folder, send);
  shown = await showRun({ port: 0, stream, onProblem: assert.fail });
});

after(async () => {
  await shown.close();
  await run.remove();
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
  const [register, ...told] = await receive((state) => {
    if (isAtSecondTask(state)) run.beginSecondTask();
    return state.done;
  });
  assert.equal(register.type, "service.register");
  assert.deepEqual([register.machine.id, register.state.value], ["orchestrator", "idle"]);

  const written = await journalOf(run.folder);
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

test("a viewer that is reloaded gets the run from its first event again; the one before is left", async () => {
  const ended = once(sockets.at(-1), "close");
  const received = await receive((state) => state.done);
  await ended;
  const known = received.filter(({ sessionId }) => sessionId === "run:1");
  const states = known.filter(({ type }) => type === "service.state");
  assert.deepEqual([known[0].type, known[0].state.value], ["service.register", "idle"]);
  assert.equal(states.length, (await journalOf(run.folder)).length);
  assert.deepEqual(
    [states.at(-1).state.value, new Set(received.map(({ type }) => type))],
    ["verified", new Set(["service.stop", "service.register", "service.event", "service.state"])],
  );
});

test("the chart that a viewer gets has each state, transition, guard and target of the orchestrator's", async () => {
  const received = await receive((state) => state.done);
  const { machine } = received.find(({ type }) => type === "service.register");
  const four = edgesOf(machine, ({ cond }) => cond?.name);
  const five = edgesOf(orchestratorMachine.root, ({ guard }) => guard);
  assert.ok(five.length > 100);
  assert.deepEqual(four, five);
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

/** Of each state of the chart: its id, and where its transitions lead to under which guard. */
function edgesOf(node, guardOf) {
  const transitions = Array.isArray(node.transitions)
    ? node.transitions
    : [...node.transitions.values()].flat().concat(node.always ?? []);
  const edges = transitions.map((transition) => {
    const targets = (transition.target ?? []).map(({ id }) => id);
    return `${node.id} ${guardOf(transition) ?? ""} → ${targets}`;
  });
  return [node.id, ...edges.sort(), ...Object.values(node.states).flatMap((each) => edgesOf(each, guardOf))];
}

async function journalOf(folder) {
  const lines = (await readFile(join(folder, "journal.jsonl"), "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line)).flatMap(({ event }) => event ?? []);
}

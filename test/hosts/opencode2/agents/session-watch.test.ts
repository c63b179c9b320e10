import { describe, expect, it } from "vitest";
import { watchSession } from "../../../../src/hosts/opencode2/agents/session-watch.js";
import type { HostEvent } from "../../../../src/hosts/opencode2/context.js";

type Told = [type: string, data?: HostEvent["data"], created?: number];

/** A watch, and in `told` what it says of the events that it gets. */
function watch() {
  const told: string[] = [];
  const say = (what: string) => () => void told.push(what);
  const signs = {
    alive: () => {},
    troubled: (reason: string) => void told.push(`troubled: ${reason}`),
    held: say("held"),
    released: say("released"),
  };
  const session = watchSession({ signs, garbled: say("garbled") }, say("hopeless"));
  const send = (...events: Told[]) => {
    for (const [type, data = {}, created = 0] of events) session.onEvent({ type, data, created });
  };
  return { told, session, send };
}

const done: Told = ["session.execution.succeeded"];
const started: Told = ["session.execution.started"];
const step: Told = ["session.step.started"];

describe("how a turn ended", () => {
  const tokens = { input: 9, output: 5, reasoning: 2, cache: { read: 0, write: 0 } };
  const asked = (id: string): Told => ["permission.asked", { id, action: "edit", resources: [`${id}.txt`] }];
  const replied = (requestID: string, reply: string): Told => ["permission.replied", { requestID, reply }];
  const tooLong = { type: "provider.api", message: "maximum context length is 100 tokens", status: 400 };

  it.each<[string, Told[], object]>([
    [
      "with its texts",
      [["session.text.ended", { text: "a" }], ["session.text.ended", { text: "b" }], done],
      { text: "a\nb" },
    ],
    [
      "with the first failure",
      [
        ["session.step.failed", { error: { type: "x", message: "A hiccup", status: 500 } }],
        ["session.execution.failed", { error: { message: "It failed" } }],
      ],
      { failure: { kind: "provider", message: "A hiccup (HTTP 500)" } },
    ],
    [
      "interrupted",
      [["session.execution.interrupted", { reason: "user" }]],
      { failure: { kind: "aborted", message: "the session was stopped" } },
    ],
    ["deleted", [["session.deleted"]], { failure: { kind: "provider", message: "its session was deleted" } }],
    [
      "cut at the output limit",
      [step, ["session.step.ended", { finish: "length", tokens }], done],
      { cut: { tokens: 7 } },
    ],
    [
      "cut at first, then whole",
      [
        step,
        ["session.step.ended", { finish: "length", tokens }],
        step,
        ["session.step.ended", { finish: "stop" }],
        done,
      ],
      {},
    ],
    [
      "with what the user refused",
      [asked("a"), asked("b"), replied("a", "reject"), replied("b", "once"), replied("c", "reject"), done],
      { refused: ["edit a.txt"] },
    ],
    [
      "refused for the length of the first message",
      [["session.execution.failed", { error: tooLong }]],
      { isTooLong: true, failure: { kind: "provider", message: `${tooLong.message} (HTTP 400)` } },
    ],
  ])("is told: %s", async (_, events, turn) => {
    const { session, send } = watch();
    session.startAnswer();
    const ended = session.startTurn();
    send(started, ...events);
    expect(await ended).toEqual({ text: "", refused: [], ...turn });
    expect(session.isRunning()).toBe(false);
  });

  it("is not that of the turn before it", async () => {
    const { session, send } = watch();
    const first = session.startTurn();
    send(started, ["session.execution.failed", { error: { message: "A hiccup" } }]);
    expect((await first).failure).toBeDefined();
    const second = session.startTurn();
    send(started, ["session.text.ended", { text: "Better." }], done);
    expect(await second).toEqual({ text: "Better.", refused: [] });
  });

  it("is a failure when its session was never made", async () => {
    const { session } = watch();
    const ended = session.startTurn();
    session.fail("no such agent");
    expect((await ended).failure).toEqual({ kind: "provider", message: "no such agent" });
  });

  it.each<[string, Told, object]>([
    ["is no failure where the host makes the conversation shorter and goes on", done, { text: "a" }],
    [
      "is one where all of it failed",
      ["session.execution.failed", { error: tooLong }],
      { failure: { kind: "provider" } },
    ],
  ])("an overflow after the first answer %s", async (_, last, expected) => {
    const { session, send } = watch();
    session.startAnswer();
    session.startAnswer();
    const ended = session.startTurn();
    send(started, ["session.step.failed", { error: tooLong }], ["session.text.ended", { text: "a" }], last);
    const turn = await ended;
    expect(turn).toMatchObject(expected);
    expect("failure" in turn).toBe("failure" in expected);
  });

  it.each<[string, Told[]]>([
    [
      "three answers that say nothing",
      [1, 2, 3].flatMap((): Told[] => [step, ["session.step.ended", { finish: "stop" }]]),
    ],
    ["an answer without an end", [step, ["session.text.delta", { delta: "a".repeat(1_000_001) }]]],
  ])("%s are hopeless", (_, events) => {
    const { told, send } = watch();
    send(...events.slice(0, -1));
    expect(told).toEqual([]);
    send(...events.slice(-1));
    expect(told).toEqual(["hopeless"]);
  });

  it("leaves what a session used, also where it is deleted", () => {
    const { session, send } = watch();
    send(started, ["session.usage.updated", { cost: 0.5, tokens }], ["session.deleted"]);
    expect(session.usage()).toMatchObject({ input: 9, output: 5, cost: 0.5 });
  });

  it("a late overflow is no matter of the brief", async () => {
    const { session, send } = watch();
    session.startAnswer();
    session.startAnswer();
    const ended = session.startTurn();
    send(["session.execution.failed", { error: tooLong }]);
    expect((await ended).isTooLong).toBeUndefined();
  });
});

describe("the host's own retries", () => {
  const retry = (attempt: number, seconds: number): Told => [
    "session.retry.scheduled",
    { attempt, at: Date.now() + seconds * 1000, error: { message: "Slow down" } },
  ];

  it("are trouble at first, and after the fourth the call is hopeless", () => {
    const { told, send } = watch();
    send(...[2, 3, 4, 5].map((attempt) => retry(attempt, 16)));
    expect(told).toEqual(Array(4).fill("troubled: Slow down"));
    send(retry(6, 16));
    expect(told.at(-1)).toBe("hopeless");
  });

  it("are hopeless at once when the next one is far away", async () => {
    const { told, session, send } = watch();
    const ended = session.startTurn();
    send(retry(1, 3600), ["session.execution.interrupted"]);
    expect(told).toEqual(["hopeless"]);
    expect((await ended).failure?.message).toBe("Slow down; it asks to wait 60 min");
  });
});

describe("a permission", () => {
  it("holds the deadline until it is replied to", () => {
    const { told, send } = watch();
    send(["permission.asked", { id: "per_1", action: "shell", resources: ["rm a"] }]);
    expect(told).toEqual(["held"]);
    send(["permission.replied", { requestID: "per_1", reply: "always" }]);
    expect(told).toEqual(["held", "released"]);
  });
});

describe("arguments that the host could not read", () => {
  const failed: Told = [
    "session.tool.failed",
    { id: "c1", error: { message: "Invalid arguments for tool submit_plan: - tasks: Missing key" } },
  ];

  it("are told, unless the answer was cut", () => {
    const { told, send } = watch();
    send(step, failed, ["session.step.ended", { finish: "length" }]);
    expect(told).toEqual([]);
    send(step, failed, failed, ["session.step.ended", { finish: "tool-calls" }]);
    expect(told).toEqual(["garbled", "garbled"]);
  });
});

describe("when its tools ran", () => {
  it("is known of those that may write, also of one that failed", () => {
    const { session, send } = watch();
    const run = (id: string, name: string, start: number, end: number, how = "success") =>
      send(
        ["session.tool.input.started", { id, name }],
        ["session.tool.called", { id }, start],
        [`session.tool.${how}`, { id }, end],
      );
    run("c1", "read", 1, 2);
    run("c2", "shell", 3, 5);
    run("c3", "write", 6, 7, "failed");
    run("c4", "submit_change", 8, 9);
    expect(session.activity()).toEqual({
      spans: [
        { start: 3, end: 5 },
        { start: 6, end: 7 },
      ],
      files: [],
    });
  });
});

describe("rest", () => {
  it("comes with the end of what runs, and at once where nothing does", async () => {
    const { session, send } = watch();
    await session.rested();
    send(started);
    expect(session.isRunning()).toBe(true);
    const rested = session.rested();
    send(done);
    await rested;
  });
});

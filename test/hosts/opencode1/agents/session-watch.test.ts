import type { Event } from "@opencode-ai/sdk/v2/client";
import { describe, expect, it } from "vitest";
import { watchSession } from "../../../../src/hosts/opencode1/agents/session-watch.js";

/** A watch, and in `told` what it says of the events that it gets. */
function watch() {
  const told: string[] = [];
  const say = (what: string) => () => void told.push(what);
  const signs = {
    alive: say("alive"),
    troubled: (reason: string) => void told.push(`troubled: ${reason}`),
    held: say("held"),
    released: say("released"),
  };
  const session = watchSession(
    { signs, garbled: say("garbled") },
    { news: () => {}, hopeless: say("hopeless") },
  );
  const send = (type: string, properties: object) =>
    session.onEvent({ id: "evt_1", type, properties: { sessionID: "ses_1", ...properties } } as Event);
  const part = (type: string, fields: object = {}) =>
    send("message.part.updated", { part: { id: `prt_${type}`, type, ...fields } });
  const retry = (attempt: number, seconds: number) =>
    send("session.status", {
      status: { type: "retry", attempt, message: "Slow down", next: Date.now() + seconds * 1000 },
    });
  return { told, session, send, part, retry };
}

describe("the host's own retries", () => {
  it("are trouble at first, and after the fourth a failure with the provider's words", () => {
    const { told, session, retry } = watch();
    for (const attempt of [1, 2, 3, 4]) retry(attempt, 16);
    expect(told).toEqual(Array(4).fill("troubled: Slow down"));
    expect(session.error()).toBeUndefined();
    retry(5, 16);
    expect(told.at(-1)).toBe("hopeless");
    expect(session.error()).toEqual({ kind: "provider", message: "Slow down" });
  });

  it("are a failure at once when the next one is more than a minute away", () => {
    const { told, session, retry } = watch();
    retry(1, 3600);
    expect(told).toEqual(["hopeless"]);
    expect(session.error()?.message).toBe("Slow down; it asks to wait 60 min");
  });

  it("are forgotten with the turn", () => {
    const { session, retry } = watch();
    retry(5, 1);
    session.startTurn();
    expect(session.error()).toBeUndefined();
  });
});

describe("answers", () => {
  it("that say nothing end the turn at the third in a row", () => {
    const { session, part } = watch();
    const answer = (...types: string[]) => {
      part("step-start");
      for (const type of types) part(type, { text: "hm" });
      part("step-finish");
    };
    for (const parts of [[], [], ["text"], [], [], ["tool"], [], []]) answer(...parts);
    expect(session.error()).toBeUndefined();
    answer();
    expect(session.error()?.message).toBe("the provider answered 3 times with nothing that can be read");
  });

  it("of more than a million characters end the turn, each counted for itself", () => {
    const { told, session, send } = watch();
    for (let answers = 0; answers < 3; answers++) {
      session.startAnswer();
      send("message.part.delta", { delta: "x".repeat(600_000) });
    }
    expect(told).not.toContain("hopeless");
    send("message.part.delta", { delta: "x".repeat(600_000) });
    expect(told.at(-1)).toBe("hopeless");
    expect(session.error()?.message).toBe("the model wrote more than 1000000 characters in one answer");
  });

  it("that call a tool in a way that cannot be read are counted once a call", () => {
    const { told, part } = watch();
    for (const id of ["prt_1", "prt_1", "prt_2"]) part("tool", { id, tool: "invalid" });
    part("step-finish", { reason: "tool-calls" });
    expect(told.filter((what) => what === "garbled")).toHaveLength(2);
  });

  it("that are cut at the output limit lose a call and are not held against the agent", () => {
    const { told, session, part } = watch();
    const tokens = { output: 4000, reasoning: 96 };
    part("tool", { tool: "invalid" });
    part("step-finish", { reason: "length", tokens });
    expect(session.cut()).toEqual({ tokens: 4096, isCallLost: true });
    part("step-start");
    part("text", { text: "I will" });
    part("step-finish", { reason: "length", tokens });
    expect(session.cut()).toEqual({ tokens: 4096, isCallLost: false });
    part("step-start");
    expect(session.cut()).toBeUndefined();
    expect(told).not.toContain("garbled");
  });
});

describe("a request that is longer than the model's context", () => {
  const error = { name: "ContextOverflowError", data: { message: "prompt is too long" } };

  it("ends the turn at once where it is the first one of the session", () => {
    const { told, session, send } = watch();
    session.startAnswer();
    send("session.error", { error });
    expect([told, session.isTooLong(), session.error()?.message]).toEqual([
      ["hopeless"],
      true,
      "prompt is too long",
    ]);
  });

  it("is the host's to make shorter later", () => {
    const { told, session, send } = watch();
    session.startAnswer();
    session.startAnswer();
    send("session.error", { error });
    expect([told, session.isTooLong(), session.error()]).toEqual([[], false, undefined]);
  });
});

it("holds the deadline while a permission waits, and keeps which one was refused", () => {
  const { told, session, send } = watch();
  send("permission.asked", { id: "per_1", permission: "edit", patterns: ["a.js"] });
  send("permission.asked", { id: "per_2", permission: "bash", patterns: ["npm test"] });
  send("permission.replied", { requestID: "per_1", reply: "once" });
  send("permission.replied", { requestID: "per_2", reply: "reject" });
  send("permission.replied", { requestID: "per_2", reply: "reject" });
  expect(told).toEqual(["held", "held", "released", "released"]);
  expect(session.refused()).toEqual(["bash npm test"]);
});

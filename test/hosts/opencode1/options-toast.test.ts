import type { Hooks } from "@opencode-ai/plugin";
import { describe, expect, it } from "vitest";
import { showProblems } from "../../../src/hosts/opencode1/options-toast.js";

type EventInput = Parameters<NonNullable<Hooks["event"]>>[0];
const happened = { event: { type: "server.connected", properties: {} } } as EventInput;

/** A host that notes its toasts; with an error, each of them fails. */
function createTerminal(error?: Error) {
  const shown: string[] = [];
  const toast = async (_: string, message: string) => {
    shown.push(message);
    if (error) throw error;
  };
  return { shown, host: { toast } };
}

async function happen(hooks: Hooks) {
  await hooks.event?.(happened);
  await hooks["chat.message"]?.({ sessionID: "s" }, { message: {}, parts: [] } as never);
}

describe("showProblems", () => {
  it("shows them at the first event and at the first message, and calls the hooks themselves", async () => {
    const { shown, host } = createTerminal();
    const called: string[] = [];
    const inner: Hooks = {
      event: async () => void called.push("event"),
      "chat.message": async () => void called.push("chat.message"),
    };
    const hooks = showProblems(inner, host, ["a is wrong", "b is wrong", "c is wrong"]);
    expect(shown).toEqual([]);
    await happen(hooks);
    await happen(hooks);
    expect(shown).toEqual(["a is wrong (and 2 more)", "a is wrong (and 2 more)"]);
    expect(called).toEqual(["event", "chat.message", "event", "chat.message"]);
  });

  it("leaves the hooks alone where nothing is wrong", () => {
    const hooks: Hooks = {};
    expect(showProblems(hooks, createTerminal().host, [])).toBe(hooks);
  });

  it("does not mind a host that cannot show them", async () => {
    const { shown, host } = createTerminal(new Error("no terminal"));
    await happen(showProblems({}, host, ["a is wrong"]));
    expect(shown).toEqual(["a is wrong", "a is wrong"]);
  });
});

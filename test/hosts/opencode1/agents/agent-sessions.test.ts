import type { Event, OpencodeClient } from "@opencode-ai/sdk/v2/client";
import { expect, it } from "vitest";
import type { AgentRequest } from "../../../../src/actors/agents/agent-port.js";
import { noUsage } from "../../../../src/contracts/agent.js";
import { createAgentSessions, type OpenCall } from "../../../../src/hosts/opencode1/agents/agent-sessions.js";

const gone = { error: { name: "NotFoundError", data: { message: "Session not found: ses_1" } } };
const quiet = { alive() {}, troubled() {}, held() {}, released() {} };
const request: AgentRequest = {
  role: "coder",
  title: "Code T1",
  attempt: 0,
  tool: "submit_change",
  submit: async () => ({ accepted: true, text: "" }),
  requested: () => true,
  garbled() {},
  signs: quiet,
};

/** A port over a host whose client knows these calls of a session. */
function portOver(session: object) {
  const calls = new Map<string, OpenCall>();
  const client = { session } as unknown as OpencodeClient;
  const port = createAgentSessions(
    { client: async () => client, agentName: (role) => role, calls },
    {
      id: "run",
      session: "ses_0",
      model: () => ({ providerID: "acme", modelID: "small" }),
      attachments: async () => [],
      onOpened() {},
      show() {},
    },
  );
  return { port, calls };
}

it("ends the turn of a session that is deleted at once, and still tells what it used", async () => {
  const tokens = { input: 100, output: 10, reasoning: 0, cache: { read: 0, write: 0 } };
  const { port, calls } = portOver({
    create: async () => ({ data: { id: "ses_1" } }),
    promptAsync: async () => ({}),
    status: async () => ({ data: { ses_1: { type: "busy" } } }),
    messages: async () => gone,
    abort: () => Promise.reject(new Error("no such session")),
  });
  const session = await port.open(request);
  const turn = session.ask("do it");
  const send = (type: string, properties: object) =>
    calls
      .get("ses_1")
      ?.onEvent({ id: "evt", type, properties: { sessionID: "ses_1", ...properties } } as Event);
  send("message.updated", { info: { id: "msg_1", role: "assistant", tokens, cost: 0.5 } });
  send("session.deleted", {});
  expect(await turn).toEqual({
    text: "",
    failure: { kind: "provider", message: "its session was deleted" },
  });
  expect(await session.close("failed")).toEqual({ ...noUsage, input: 100, output: 10, cost: 0.5 });
});

it("takes no turn for ended that begins between two looks: at a session that rests, and at its messages", async () => {
  let messageID = "";
  const rest = {};
  const busy = { ses_1: { type: "busy" } };
  const statuses = [rest, busy];
  const written = ["half"];
  const { port, calls } = portOver({
    create: async () => ({ data: { id: "ses_1" } }),
    promptAsync: async (prompt: { messageID: string }) => {
      messageID = prompt.messageID;
      return {};
    },
    status: async () => ({ data: statuses.shift() ?? rest }),
    messages: async () => ({
      data: written.map((text) => ({
        info: { role: "assistant", parentID: messageID },
        parts: [{ type: "text", text }],
      })),
    }),
  });
  const session = await port.open(request);
  const turn = session.ask("do it");
  await expect.poll(() => statuses).toEqual([]);
  written.push("whole");
  calls.get("ses_1")?.onEvent({ type: "session.idle", properties: { sessionID: "ses_1" } } as Event);
  expect((await turn).text).toBe("half\nwhole");
});

it("waits for no answer to what an agent was still told when it had handed in", async () => {
  const { port, calls } = portOver({
    create: async () => ({ data: { id: "ses_1" } }),
    promptAsync: async () => ({}),
    status: async () => ({ data: {} }),
    messages: async () => ({ data: [] }),
  });
  const session = await port.open(request);
  const turn = session.ask("do it");
  await calls.get("ses_1")?.submit({});
  calls.get("ses_1")?.onEvent({ type: "session.idle", properties: { sessionID: "ses_1" } } as Event);
  expect(await turn).toEqual({ text: "", refused: [] });
});

it("offers an agent of all submit tools of its role only the one of its call", async () => {
  const prompts: { tools?: object }[] = [];
  const { port } = portOver({
    create: async () => ({ data: { id: "ses_1" } }),
    promptAsync: async (prompt: object) => {
      prompts.push(prompt);
      return gone;
    },
  });
  await (await port.open(request)).ask("do it");
  await (await port.open({ ...request, tool: "submit_plan" })).ask("do it");
  expect(prompts.map(({ tools }) => tools)).toEqual([undefined, { submit_change: false }]);
});

it("knows the model also of a call for which no session can be opened", async () => {
  const { port } = portOver({ create: async () => gone });
  await expect(port.open(request)).rejects.toThrow("no session could be created: Session not found: ses_1");
  expect(port.modelOf(request)).toBe("acme/small");
});

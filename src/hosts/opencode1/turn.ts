import type { Part, ToolPart, ToolState } from "@opencode-ai/sdk/v2/client";
import { modelName } from "../../plugin/options/model-choice.js";
import type { Rows, TurnPort } from "../../plugin/ports.js";
import type { Client } from "./host.js";
import { ascendingId } from "./ids.js";

/** The turns of a session: rows, list and question are OpenCode's own. */
export function createTurn(client: Client, sessionID: string): TurnPort {
  return {
    rows: createRows(client, sessionID),
    list: { name: "todowrite", input: (todos) => ({ todos }) },
    question: { name: "question", input: (question) => ({ questions: [question] }) },
    async isIdle() {
      const { session } = await client();
      const status = (await session.status()).data?.[sessionID];
      return !status || status.type === "idle";
    },
  };
}

/**
 * Rows are ordinary parts of the tool `task`, written through the API and not through the stream: they carry the
 * child session's id from the first moment on, and the history that the next model reads holds a proper call with
 * its result.
 */
function createRows(client: Client, sessionID: string): Rows {
  const update = async (part: ToolPart) => {
    const { messageID, id: partID } = part;
    await (await client()).part.update({ sessionID, messageID, partID, part }).catch(() => {});
  };
  const latestMessages = async (limit?: number) => {
    const { session } = await client();
    return (await session.messages({ sessionID, ...(limit ? { limit } : {}) })).data ?? [];
  };
  return {
    async show({ call, startedAt, ended }, signal) {
      const latest = await latestMessages(3);
      const messageID = latest.findLast(({ info }) => info.role === "assistant")?.info.id;
      if (!messageID) return;
      const id = ascendingId("prt");
      const { role, title } = call.request;
      const input = { description: title, prompt: title, subagent_type: role };
      const metadata = { sessionId: call.sessionID, model: call.model };
      const row = { id, messageID, sessionID, type: "tool", tool: "task", callID: `call_${id}` } as const;
      const write = (state: ToolState) => update({ ...row, state });
      await write({ status: "running", input, title, metadata, time: { start: startedAt } });
      const outcome = await Promise.race([ended, aborted(signal)]);
      const time = { start: startedAt, end: Date.now() };
      const output = outcome === "done" ? `${title}: submitted (${modelName(call.model)})` : "";
      const error = outcome === "failed" ? "the call failed" : "interrupted";
      await write(
        outcome === "done"
          ? { status: "completed", input, title, output, metadata, time }
          : { status: "error", input, error, metadata, time },
      );
      signal.throwIfAborted();
    },
    async end(agentSession) {
      const rows = (await latestMessages()).flatMap(({ parts }) => parts.filter(isOpenRow));
      for (const row of rows.filter(({ state }) => state.metadata?.sessionId === agentSession)) {
        const { input, metadata = {}, time } = row.state;
        const error = "OpenCode ended while it worked";
        await update({
          ...row,
          state: { status: "error", input, error, metadata, time: { ...time, end: Date.now() } },
        });
      }
    },
  };
}

type OpenRow = ToolPart & { state: Extract<ToolPart["state"], { status: "running" }> };

function isOpenRow(part: Part): part is OpenRow {
  return part.type === "tool" && part.tool === "task" && part.state.status === "running";
}

function aborted(signal: AbortSignal): Promise<"interrupted"> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("interrupted");
    signal.addEventListener("abort", () => resolve("interrupted"), { once: true });
  });
}

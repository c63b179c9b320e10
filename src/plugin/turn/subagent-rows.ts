import type { OpencodeClient, ToolPart, ToolState } from "@opencode-ai/sdk/v2/client";
import { ascendingId } from "../host/ids.js";
import { modelName } from "../options/model-choice.js";
import type { Row } from "./transcript.js";

/** Draws agent calls as OpenCode's own subagent rows. */
export interface SubagentRows {
  /** Shows the row until its call has ended, or the turn was interrupted. */
  show(row: Row, signal: AbortSignal): Promise<void>;
}

/**
 * Rows are ordinary parts of the tool `task`, written through the API and not through the stream: they carry the
 * child session's id from the first moment on, and the history that the next model reads holds a proper call with
 * its result.
 */
export function createSubagentRows(client: OpencodeClient, sessionID: string): SubagentRows {
  return {
    async show({ call, startedAt, ended }, signal) {
      const messageID = await latestAssistantMessage(client, sessionID);
      if (!messageID) return;
      const id = ascendingId("prt");
      const { role, title } = call.request;
      const input = { description: title, prompt: title, subagent_type: role };
      const metadata = { sessionId: call.sessionID, model: call.model };
      const write = (state: ToolState) => {
        const part: ToolPart = {
          id,
          messageID,
          sessionID,
          type: "tool",
          tool: "task",
          callID: `call_${id}`,
          state,
        };
        return client.part.update({ sessionID, messageID, partID: id, part }).catch(() => {});
      };
      await write({ status: "running", input, title, metadata, time: { start: startedAt } });
      const outcome = await Promise.race([ended, aborted(signal)]);
      const time = { start: startedAt, end: Date.now() };
      const output = outcome === "done" ? `${title}: submitted (${modelName(call.model)})` : "";
      await write(
        outcome === "done"
          ? { status: "completed", input, title, output, metadata, time }
          : {
              status: "error",
              input,
              error: outcome === "failed" ? "the call failed" : "interrupted",
              metadata,
              time,
            },
      );
      signal.throwIfAborted();
    },
  };
}

async function latestAssistantMessage(
  client: OpencodeClient,
  sessionID: string,
): Promise<string | undefined> {
  const latest = await client.session.messages({ sessionID, limit: 3 });
  return latest.data?.findLast(({ info }) => info.role === "assistant")?.info.id;
}

function aborted(signal: AbortSignal): Promise<"interrupted"> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("interrupted");
    signal.addEventListener("abort", () => resolve("interrupted"), { once: true });
  });
}

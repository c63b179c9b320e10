import type { Part } from "@opencode-ai/sdk/v2/client";
import type { Client } from "./host.js";

/** The todo lists that OpenCode drew: a new one takes the place of the one before, so that a turn shows one only. */
export function createTodoLists(client: Client) {
  const lists = new Map<string, Part>();
  return {
    async drawn(part: Part): Promise<void> {
      if (part.type !== "tool" || part.tool !== "todowrite" || part.state.status !== "completed") return;
      const { sessionID } = part;
      const before = lists.get(sessionID);
      lists.set(sessionID, part);
      if (!before || before.id === part.id) return;
      const { messageID, id: partID } = before;
      await (await client()).part.delete({ sessionID, messageID, partID });
    },
  };
}

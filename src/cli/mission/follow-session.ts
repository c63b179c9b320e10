import { setTimeout as delay } from "node:timers/promises";
import type { ServerApi } from "../opencode/server-api.js";
import { answerForNobody } from "./answer-for-nobody.js";
import { createTurnLines } from "./turn-lines.js";

const outcomes: Record<string, "done" | "failed"> = {
  "session.execution.succeeded": "done",
  "session.execution.interrupted": "done",
  "session.execution.failed": "failed",
};

/**
 * Shows what a session says from now on, and answers for the user who is not there, until `over`.
 * @returns once nothing is missed any more: what will come of the session's turn
 * @throws when OpenCode tells no events
 */
export async function followSession(
  api: ServerApi,
  session: string,
  onLine: (line: string) => void,
  over: AbortSignal,
): Promise<{ ended: Promise<"done" | "failed"> }> {
  const lines = createTurnLines(session);
  const first = api.events(over);
  await first.next();
  const ended = new Promise<"done" | "failed">((resolve) => {
    const listen = async (events: ReturnType<ServerApi["events"]>) => {
      for await (const event of events) {
        for (const line of [...lines(event), ...answerForNobody(api, event)]) onLine(line);
        const outcome = event.data.sessionID === session ? outcomes[event.type] : undefined;
        if (outcome) resolve(outcome);
      }
    };
    const listenAgain = async (events: ReturnType<ServerApi["events"]>): Promise<void> => {
      // OpenCode breaks the connection of a reader that is too slow.
      await listen(events).catch(() => undefined);
      if (over.aborted) return;
      await delay(200, undefined, { ref: false });
      return listenAgain(api.events(over));
    };
    void listenAgain(first);
  });
  return { ended };
}

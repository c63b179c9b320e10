import { errorWords } from "../../contracts/error-words.js";
import type { ServerEvent } from "../opencode/server-api.js";

/** Tells the lines of a session's turns, as `opencode run` of OpenCode 1 does. */
export function createTurnLines(sessionID: string): (event: ServerEvent) => readonly string[] {
  const tools = new Map<unknown, string>();
  let isBegun = false;
  const tellers: Record<string, (data: ServerEvent["data"]) => readonly string[]> = {
    "session.step.started": ({ agent, model }) => {
      if (isBegun) return [];
      isBegun = true;
      return ["", `> ${String(agent)} · ${String((model as { id?: unknown } | undefined)?.id)}`, ""];
    },
    "session.text.ended": ({ text }) => {
      const said = String(text).trim();
      return said === "" ? [] : said.split("\n");
    },
    "session.tool.input.started": ({ id, name }) => {
      tools.set(id, String(name));
      return [];
    },
    "session.tool.called": ({ id, input }) => {
      tools.set(id, rowText(tools.get(id) ?? "tool", input));
      return [`• ${tools.get(id)}`];
    },
    "session.tool.success": ({ id }) => [`✓ ${tools.get(id)}`],
    "session.tool.failed": ({ id, error }) => [`✗ ${tools.get(id)} failed`, `Error: ${errorWords(error)}`],
    "session.step.failed": ({ error }) => (isAborted(error) ? [] : [`Error: ${errorWords(error)}`]),
  };
  return ({ type, data }) => (data.sessionID === sessionID ? (tellers[type]?.(data) ?? []) : []);
}

/** An agent's call by its title and the agent, another tool by its name. */
function rowText(tool: string, input: unknown): string {
  const { description, agent } = (input ?? {}) as { description?: unknown; agent?: unknown };
  if (typeof description !== "string" || typeof agent !== "string") return tool;
  const role = agent.replace(/^orchestrator-/, "");
  return `${description} ${role.charAt(0).toUpperCase()}${role.slice(1)} Agent`;
}

/** Of an interrupt the user knows. */
function isAborted(error: unknown): boolean {
  return (error as { type?: unknown } | undefined)?.type === "aborted";
}

import { type SubmitTool, submitTools } from "../../../actors/agents/submit-tools.js";
import type { OpenCall } from "./agent-sessions.js";

/**
 * The tools by which agents hand in their work. OpenCode does not check a plugin tool's arguments; the call that
 * is open for the session does, and the agent reads what is wrong.
 */
export function createSubmitTools(calls: ReadonlyMap<string, OpenCall>) {
  const tools = new Map(Object.values(submitTools).flatMap((own) => own.map((tool) => [tool.name, tool])));
  return Object.fromEntries([...tools.values()].map((tool) => [tool.name, createTool(tool, calls)]));
}

function createTool({ name, description, shape }: SubmitTool, calls: ReadonlyMap<string, OpenCall>) {
  return {
    description,
    args: shape,
    async execute(args: unknown, context: { sessionID: string }) {
      const call = calls.get(context.sessionID);
      if (call?.request.tool !== name) return `Nobody waits for ${name} in this session.`;
      const { accepted, text } = await call.submit(args);
      return { title: accepted ? "submitted" : "not accepted", output: text, metadata: { accepted } };
    },
  };
}

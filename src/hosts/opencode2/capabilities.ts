import type { Context } from "./context.js";

/** What a mission cannot do without, and what each part of it is for. */
const needed = {
  "session.hook": "the end of an agent's session",
  "session.prompt": "commands",
  "session.get": "the model that you selected",
  "session.interrupt": "Esc",
  "session.switchAgent": "commands",
  "session.switchModel": "commands",
  "model.list": "the models of the agents",
  "model.default": "the models of the agents",
  "agent.list": "what agents may do",
  "provider.transform": "the statechart as a model",
  "agent.transform": "the team",
  "command.transform": "commands",
  "tool.transform": "what agents hand in",
  "tool.hook": "answers to questions",
  "event.subscribe": "what agents do",
} as const;

/** What of this is missing in a host, in words; none where a mission can run. */
export function missingCapabilities(context: Context): string[] {
  return Object.entries(needed).flatMap(([path, what]) => (has(context, path) ? [] : [`${path} (${what})`]));
}

function has(context: Context, path: string): boolean {
  const found = path
    .split(".")
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], context);
  return typeof found === "function";
}

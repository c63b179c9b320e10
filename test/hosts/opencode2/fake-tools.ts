import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ModelRef } from "../../../src/hosts/opencode2/context.js";
import type { FakeSession, FakeState } from "./fake-context.js";

/** A tool call of a session's model. */
export interface FakeCall {
  sessionID: string;
  id: string;
  name: string;
  input: Record<string, unknown>;
}

export interface FakeUser {
  /** What they answer to the questions to come; when there is none left, they dismiss the dialog. */
  answers: string[];
  /** The tools for which the host asks them, and which they refuse. */
  refuses: Set<string>;
}

export interface Result {
  content: string;
  output?: object;
  metadata?: object;
}

const own = ["read", "edit", "write", "shell", "question", "subagent", "webfetch", "skill"];

/** The tools that a session's agent may use: of the rules that fit, the last one counts. */
export function toolsOf({ tools, agents }: FakeState, agent: string): string[] {
  const rules = agents.get(agent)?.permissions ?? [];
  const fits = (action: string, name: string) =>
    action.endsWith("*") ? name.startsWith(action.slice(0, -1)) : action === name;
  return [...own, ...tools.keys()].filter(
    (name) => rules.findLast(({ action }) => fits(action, name))?.effect !== "deny",
  );
}

/** The host's own tools, as far as missions call them, and those of plugins. Rejects with what the model reads. */
export function createFakeTools(
  state: FakeState,
  user: FakeUser,
  prompted: (session: FakeSession, text: string) => Promise<void>,
) {
  const { events } = state;

  async function subagent({ sessionID, id, input }: FakeCall, signal: AbortSignal): Promise<Result> {
    const agent = String(input.agent);
    const parent = state.of(sessionID);
    const model = toRef(input.model) ?? state.agents.get(agent)?.model ?? parent.info.model;
    const child =
      typeof input.sessionID === "string"
        ? state.of(input.sessionID)
        : state.create({
            ...{ parentID: sessionID, agent, title: String(input.description) },
            ...(model ? { model } : {}),
          });
    const { id: childID } = child.info;
    const metadata = { sessionID: childID, status: "running" };
    events.emit("session.tool.progress", { sessionID, id, metadata });
    const stop = () => child.running?.abort("user");
    signal.addEventListener("abort", stop);
    await prompted(child, `You are a subagent spawned by another session.\n${input.prompt}`);
    await child.idle;
    signal.removeEventListener("abort", stop);
    if (child.failed) throw new Error(`Subagent failed (sessionID: ${childID}): ${child.failed}`);
    const said = child.messages.flatMap(({ role, content }) => (role === "assistant" ? content : []));
    const output = said.findLast(({ type }) => type === "text")?.text ?? "";
    return {
      content: `<subagent sessionID="${childID}" state="completed">\n${output}\n</subagent>`,
      output: { sessionID: childID, status: "completed", output },
    };
  }

  function question({ sessionID }: FakeCall): Result {
    const answer = user.answers.shift();
    if (answer !== undefined) {
      return { content: `User has answered your questions: ${answer}`, output: { answers: [[answer]] } };
    }
    state.of(sessionID).running?.abort("shutdown");
    throw Object.assign(new Error("The user dismissed this question"), { type: "aborted" });
  }

  async function permission({ sessionID, id, name, input }: FakeCall) {
    if (!user.refuses.has(name)) return;
    const request = `per_${id}`;
    const resources = [String(input.filePath ?? input.command)];
    events.emit("permission.asked", { sessionID, id: request, action: name, resources });
    events.emit("permission.replied", { sessionID, requestID: request, reply: "reject" });
    throw new Error(`Unable to execute ${name}`);
  }

  return async (call: FakeCall, signal: AbortSignal): Promise<Result> => {
    const { name, input, sessionID } = call;
    await permission(call);
    const tool = state.tools.get(name);
    if (tool) {
      const { required = [] } = tool.input as { required?: string[] };
      const missing = required.filter((key) => !(key in input));
      if (missing.length === 0) return tool.execute(input, { sessionID });
      throw new Error(`Invalid arguments for tool ${name}: ${missing.map((key) => `- ${key}: Missing key`)}`);
    }
    if (name === "subagent") return subagent(call, signal);
    if (name === "question") return question(call);
    if (name === "write") {
      const path = join(state.folder, String(input.filePath));
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, String(input.content));
    }
    return { content: "Done." };
  };
}

/** `provider/model#variant` */
function toRef(name: unknown): ModelRef | undefined {
  const [, providerID, id, variant] = /^([^/]+)\/([^#]+)(?:#(.+))?$/.exec(String(name ?? "")) ?? [];
  return providerID && id ? { providerID, id, ...(variant ? { variant } : {}) } : undefined;
}

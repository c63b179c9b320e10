import type { LanguageModelV3StreamPart } from "@ai-sdk/provider";
import type { AgentRole } from "../contracts/agent.js";
import type { Options } from "../contracts/options.js";
import { currentQuestion, restStatus } from "../machine/status.js";
import type { OpenCall } from "./agent-sessions.js";
import type { Host } from "./client.js";
import { type ModelChoice, modelName } from "./model-choice.js";
import { type CommandName, orchestratorAgent, statechartProvider } from "./names.js";
import { oneLine } from "./narrator.js";
import { readReply } from "./replies.js";
import { type Run, startRun } from "./run.js";
import { createSubagentRows } from "./subagent-rows.js";
import { createTally } from "./tally.js";
import { streamStep, streamText } from "./turn.js";

/** What all sessions of one OpenCode instance share. */
export interface Workspace {
  host: Host;
  options: Options;
  /** What is wrong with the options; the answer of every command until it is mended. */
  problems: string[];
  agentName(role: AgentRole): string;
  calls: Map<string, OpenCall>;
  /** The run of this worktree that is not over. One at a time. */
  run: Run | undefined;
}

export interface StepRequest {
  /** The agent that asks the model. */
  purpose: string;
  /** The host's tools that this session may use. */
  tools: ReadonlySet<string>;
  signal: AbortSignal;
}

/** What the user asked for in the message that is answered now. */
export interface Intent {
  command: CommandName | undefined;
  text: string;
}

/** A session of the user's with the orchestrator. It only translates: words to events, the run to stream parts. */
export interface Conversation {
  /** The model that the user had selected, captured before the turn went to the statechart. */
  model: ModelChoice | undefined;
  heard(intent: Intent): void;
  answer(request: StepRequest): ReadableStream<LanguageModelV3StreamPart>;
  /** The reply in the question dialog. */
  replied(answer: string): void;
  /** OpenCode has taken a text of the turn. */
  textTaken(part: { id: string }): void;
  /** OpenCode drew a todo list; the one before it goes, so that a turn shows one list only. */
  listed(part: { id: string; messageID: string }): Promise<void>;
  /** The host says that the session rests. A run whose turn is gone must not work on unseen. */
  rested(): Promise<void>;
}

const usage =
  'Usage: `/auto "what to build"`. It plans, codes, verifies and fixes until it is done, or asks you.';

export function createConversation(workspace: Workspace, session: string): Conversation {
  const { host } = workspace;
  let intent: Intent | undefined;
  let streaming = 0;
  const texts = createTally();
  let title = "Orchestrator";
  let todoList: { id: string; messageID: string } | undefined;

  const conversation: Conversation = {
    model: undefined,
    heard(heard) {
      intent = heard;
      if (heard.command === "auto" && heard.text) title = oneLine(heard.text, 60);
    },
    answer(request) {
      if (request.purpose === "title") return streamText(title);
      if (request.purpose && request.purpose !== orchestratorAgent)
        return streamText(describeRun(workspace.run));
      const heard = intent;
      intent = undefined;
      return deferred(async () => {
        const text = heard ? await begin(heard) : undefined;
        if (text !== undefined) return streamText(text);
        const run = workspace.run;
        return run ? streamRun(run, request) : streamText(usage);
      });
    },
    replied(answer) {
      const run = workspace.run;
      const question = run && currentQuestion(run.snapshot());
      if (!run || !question) return;
      const reply = readReply(
        answer,
        question.replies.map((option) => option.reply),
      );
      if (reply) run.reply(reply.reply, reply.guidance);
      else run.askAgain();
    },
    textTaken: ({ id }) => texts.add(id),
    async listed(part) {
      const before = todoList;
      todoList = part;
      if (!before || before.id === part.id) return;
      const client = await host.client();
      await client.part.delete({ sessionID: session, messageID: before.messageID, partID: before.id });
    },
    async rested() {
      const run = workspace.run;
      if (streaming > 0 || run?.session !== session || !run.snapshot().hasTag("working")) return;
      const client = await host.client();
      const status = (await client.session.status()).data?.[session];
      if (streaming === 0 && (!status || status.type === "idle")) run.pause();
    },
  };

  async function streamRun(run: Run, request: StepRequest) {
    streaming++;
    const textsBefore = texts.count();
    const rows = createSubagentRows(await host.client(), session);
    return streamStep({
      transcript: run.transcript,
      rows,
      tools: request.tools,
      signal: request.signal,
      textsTaken: (count) => texts.reaches(textsBefore + count),
      onInterrupted: () => run.pause(),
      onEnded: (isLast) => {
        streaming--;
        if (isLast && run.isOver() && workspace.run === run) workspace.run = undefined;
      },
    });
  }

  /** Does what the user asked for; a text is the whole answer, nothing means that the run answers. */
  async function begin({ command, text }: Intent): Promise<string | undefined> {
    if (workspace.problems.length > 0) {
      return [
        "The orchestrator's options are wrong, so nothing was started:",
        ...workspace.problems.map((problem) => `- ${problem}`),
      ].join("\n");
    }
    const run = workspace.run;
    switch (command) {
      case "auto":
        return startMission(text);
      case "auto-status":
        return describeRun(run);
      case "auto-stop":
        if (!run) return "There is no run to stop.";
        run.transcript.clear();
        run.stop();
        return undefined;
      case "auto-resume":
        return run ? resume(run, text) : "There is no run to resume in this OpenCode process.";
      default:
        if (!run) return usage;
        return run.snapshot().hasTag("needsUser")
          ? resume(run, text)
          : "The run works on; Esc pauses it, `/auto-status` tells how it stands.";
    }
  }

  async function startMission(text: string): Promise<string | undefined> {
    if (!text) return usage;
    if (workspace.run && !workspace.run.isOver()) {
      const { id, session: other } = workspace.run;
      return `One run at a time: run ${id} of session ${other} is ${statusWord(workspace.run)}. \`/auto-resume\` goes on with it, \`/auto-stop\` ends it.`;
    }
    const { model } = conversation;
    if (!model || model.providerID === statechartProvider) {
      return "No model is selected for the agents. Choose one with `/models`, or set `model` in OpenCode's config; `opencode providers` adds a provider.";
    }
    workspace.run = await startRun({
      host,
      options: workspace.options,
      session,
      command: "auto",
      request: text,
      model,
      agentName: workspace.agentName,
      calls: workspace.calls,
    });
    host.log("info", `run ${workspace.run.id} started`, { session, model: modelName(model) });
    return undefined;
  }

  return conversation;
}

function resume(run: Run, text: string): string | undefined {
  const snapshot = run.snapshot();
  const question = currentQuestion(snapshot);
  run.transcript.clear();
  if (question) {
    const replies = question.replies.map((option) => option.reply);
    const reply = readReply(text, replies);
    if (reply) run.reply(reply.reply, reply.guidance);
    else run.askAgain();
    return undefined;
  }
  if (!snapshot.matches("paused")) return `Run ${run.id} is ${statusWord(run)}; there is nothing to resume.`;
  run.resume();
  return undefined;
}

function describeRun(run: Run | undefined): string {
  if (!run) return "No run is going on.";
  const { context } = run.snapshot();
  const tasks = context.order.flatMap((id) => {
    const task = context.tasks[id];
    return task ? [`- ${id} ${task.title}: ${task.status}`] : [];
  });
  return [
    `Run ${run.id} (${oneLine(run.request)}) is ${statusWord(run)}, iteration ${context.iterations} of ${context.iterationLimit}.`,
    ...tasks,
  ].join("\n");
}

function statusWord(run: Run): string {
  return restStatus(run.snapshot()) ?? "working";
}

/** A stream that can be handed out before it is known what it streams. */
function deferred(
  make: () => Promise<ReadableStream<LanguageModelV3StreamPart>>,
): ReadableStream<LanguageModelV3StreamPart> {
  const { readable, writable } = new TransformStream<LanguageModelV3StreamPart>();
  make()
    .catch((error) =>
      streamText(`The orchestrator could not start: ${error instanceof Error ? error.message : error}`),
    )
    .then((stream) => stream.pipeTo(writable))
    .catch(() => {});
  return readable;
}

import { currentQuestion, restStatus } from "../machine/status.js";
import { type ModelChoice, modelName } from "./model-choice.js";
import { statechartProvider } from "./names.js";
import { oneLine } from "./narrator.js";
import { readReply } from "./replies.js";
import { type Run, startRun } from "./run.js";
import type { Intent, Workspace } from "./workspace.js";

export const usage =
  'Usage: `/auto "what to build"`. It plans, codes, verifies and fixes until it is done, or asks you.';

/**
 * Does what a message of a session asks for.
 * @param model the model that is selected in the session, asked again at every agent call
 * @returns a text that is the whole answer, or nothing where the session's run answers
 */
export async function obeyCommand(
  workspace: Workspace,
  session: string,
  { command, text }: Intent,
  model: () => ModelChoice | undefined,
): Promise<string | undefined> {
  if (workspace.problems.length > 0) {
    return [
      "The orchestrator's options are wrong, so nothing was started:",
      ...workspace.problems.map((problem) => `- ${problem}`),
    ].join("\n");
  }
  const run = workspace.run?.isOver() ? undefined : workspace.run;
  const isOwn = run?.session === session;
  switch (command) {
    case "auto":
      return startMission(workspace, session, text, model);
    case "auto-status":
      return describeRun(run);
    case "auto-stop":
      if (!run) return "There is no run to stop.";
      if (isOwn) run.transcript.clear();
      run.stop();
      return isOwn ? undefined : `Run ${run.id} of session ${run.session} is ended.`;
    case "auto-resume":
      if (!run) return "There is no run to resume in this OpenCode process.";
      return isOwn
        ? resume(run, text)
        : `Run ${run.id} belongs to session ${run.session}: go on with it there.`;
    default:
      return run && isOwn ? resume(run, text) : usage;
  }
}

async function startMission(
  workspace: Workspace,
  session: string,
  text: string,
  model: () => ModelChoice | undefined,
): Promise<string | undefined> {
  if (!text) return usage;
  const { host, run, isStarting } = workspace;
  if (isStarting) return "One run at a time: another one is just being started.";
  if (run && !run.isOver()) {
    return `One run at a time: run ${run.id} of session ${run.session} is ${statusWord(run)}. \`/auto-resume\` goes on with it, \`/auto-stop\` ends it.`;
  }
  const selected = model();
  if (!selected || selected.providerID === statechartProvider) {
    return "No model is selected for the agents. Choose one with `/models`, or set `model` in OpenCode's config; `opencode providers` adds a provider.";
  }
  workspace.isStarting = true;
  try {
    workspace.run = await startRun({
      host,
      options: workspace.options,
      session,
      command: "auto",
      request: text,
      model: () => model() ?? selected,
      agentName: workspace.agentName,
      calls: workspace.calls,
    });
  } finally {
    workspace.isStarting = false;
  }
  host.log("info", `run ${workspace.run.id} started`, { session, model: modelName(selected) });
  return undefined;
}

function resume(run: Run, text: string): string | undefined {
  const snapshot = run.snapshot();
  const question = currentQuestion(snapshot);
  if (question) {
    const replies = question.replies.map((option) => option.reply);
    const reply = readReply(text, replies);
    run.transcript.clear();
    if (reply) run.reply(reply.reply, reply.guidance);
    else run.askAgain();
    return undefined;
  }
  if (!snapshot.matches("paused")) return "The run works on; Esc pauses it.";
  run.transcript.clear();
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

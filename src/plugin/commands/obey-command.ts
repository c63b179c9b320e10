import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import { currentQuestion, type RunSnapshot } from "../../machine/status.js";
import { LockedError } from "../../runs/run-lock.js";
import { type StoredRun, sessionOf } from "../../runs/stored-run.js";
import { statechartProvider } from "../names.js";
import { type ModelChoice, modelName } from "../options/model-choice.js";
import { missingModels, teamModels } from "../options/team-models.js";
import { describeLive, describeStored, standing, welcome } from "../run/describe-run.js";
import { type MissionCommand, openStoredRun, startMission } from "../run/open-run.js";
import type { Run, RunRequest } from "../run/run.js";
import { findStoredRun } from "../run/stored-runs.js";
import type { Intent, Workspace } from "../workspace.js";
import { missionOffer, type Offer, resumeOffer } from "./offers.js";
import { readReply } from "./replies.js";

export const usage =
  'Usage: `/auto "what to build"`. It plans, codes, verifies and fixes until it is done, or asks you.';

/** The models of a session. */
export interface SessionModels {
  /** The one that is selected, as far as it is known. It is asked again at every agent call. */
  selected(): ModelChoice | undefined;
  /** What to take where none is known to be selected. */
  fallback: ModelChoice | undefined;
}

/** A text that is the whole answer, a question of what was meant, or nothing where the session's run answers. */
export type Answer = string | Offer | undefined;

/** Does what a message of a session asks for. */
export async function obeyCommand(
  workspace: Workspace,
  session: string,
  { command, text }: Intent,
  models: SessionModels,
): Promise<Answer> {
  if (workspace.problems.length > 0) {
    return [
      "The orchestrator's options are wrong, so nothing was started:",
      ...workspace.problems.map((problem) => `- ${problem}`),
    ].join("\n");
  }
  const run = workspace.run?.isOver() ? undefined : workspace.run;
  const caller = { workspace, session, models };
  switch (command) {
    case "auto":
      return text ? begin(caller, run, command, text) : runPlan(caller, run);
    case "plan":
    case "search":
      return text ? begin(caller, run, command, text) : usageOf[command];
    case "review":
    case "fix":
      return begin(caller, run, command, text);
    case "auto-status":
      return run ? describeLive(run) : describeStored(workspace);
    case "auto-inspect":
      return tellInspector(workspace);
    case "auto-stop":
      return stop(caller, run);
    case "auto-resume":
      if (run && run.session === session) return resume(run, text);
      if (run?.snapshot().hasTag("working")) {
        return `Run ${run.id} belongs to session ${run.session}: go on with it there.`;
      }
      return resumeStored(caller, text);
    default:
      return takeMessage(caller, run, text);
  }
}

interface Caller {
  workspace: Workspace;
  session: string;
  models: SessionModels;
}

const usageOf = {
  plan: 'Usage: `/plan "what to build"`. It plans and asks whether to do it; `/auto` does a plan that was kept.',
  search: 'Usage: `/search "what to look for"`. It answers with places in the code.',
};

async function begin(
  caller: Caller,
  run: Run | undefined,
  command: MissionCommand,
  text: string,
): Promise<string | undefined> {
  const { workspace, session } = caller;
  if (workspace.isStarting) return "One run at a time: another one is just being started.";
  if (run && !run.snapshot().hasTag("planKept")) return busy(run);
  const model = caller.models.selected() ?? caller.models.fallback;
  if (!model || model.providerID === statechartProvider) return noModel;
  const models = teamModels(workspace.options, model);
  const missing = await missingModels(workspace.host, models, rolesOf[command]);
  if (missing.length > 0) return refusal(missing);
  await run?.close();
  workspace.run = undefined;
  return opened(caller, async () => {
    const started = await startMission(runRequest(caller, model), { command, text });
    workspace.host.log("info", `run ${started.id} started`, { session, model: modelName(model) });
    return started;
  });
}

/** The agents that a command may come to call. */
const rolesOf: Record<MissionCommand, readonly AgentRole[]> = {
  auto: agentRoles,
  plan: agentRoles,
  search: ["searcher"],
  review: ["reviewer"],
  fix: ["fixer", "reviewer"],
};

function refusal(missing: readonly string[]): string {
  return [
    "Nothing was started, since OpenCode cannot call all models of the team:",
    ...missing.map((line) => `- ${line}`),
    "Choose another with `/models` or in the option `agents.<role>.model`; `opencode providers` adds a provider.",
  ].join("\n");
}

function busy(run: Run): string {
  return `One run at a time: run ${run.id} of session ${run.session} is ${standing(run)}. \`/auto-resume\` goes on with it, \`/auto-stop\` ends it.`;
}

/** A message without a command answers the run that waits for it; else the user is asked what it means. */
async function takeMessage(caller: Caller, run: Run | undefined, text: string): Promise<Answer> {
  if (!text.trim()) return usage;
  // A kept plan waits for nobody, so another run may begin beside it.
  if (run && !run.snapshot().hasTag("planKept")) {
    if (run.session !== caller.session) return busy(run);
    const snapshot = run.snapshot();
    if (snapshot.hasTag("needsUser") || snapshot.hasTag("working")) return resume(run, text);
    return resumeOffer(run.identity, snapshot.context.request);
  }
  const found = run ? undefined : await findStoredRun(caller.workspace.host);
  if (found?.type !== "run" || sessionOf(found.stored) !== caller.session) return missionOffer(text);
  const { state, header } = found.stored;
  if (state.hasTag("needsUser")) return resumeStored(caller, text);
  return state.hasTag("planKept") ? missionOffer(text) : resumeOffer(header, state.context.request);
}

/** `/auto` without words does the plan that was made last. */
async function runPlan(caller: Caller, run: Run | undefined): Promise<string | undefined> {
  if (run && !hasPlan(run.snapshot())) return usage;
  if (run && run.session === caller.session) return resume(run, "run");
  const found = await findStoredRun(caller.workspace.host);
  return found.type === "run" && hasPlan(found.stored.state) ? resumeStored(caller, "run") : usage;
}

function hasPlan(snapshot: RunSnapshot): boolean {
  return snapshot.can({ type: "user.approved" });
}

async function tellInspector({ inspector }: Workspace): Promise<string> {
  try {
    return [
      `The runs of this folder, live: ${await inspector.url()}`,
      "It ends with OpenCode; `opencode-orchestrator inspect` in a shell stays. The address opens it to whoever has it on this machine.",
    ].join("\n\n");
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const noModel =
  "No model is selected for the agents. Choose one with `/models`, or set `model` in OpenCode's config; `opencode providers` adds a provider.";

/** A run that rests is taken up by whatever session asks for it, and shown there from then on. */
async function resumeStored(caller: Caller, text: string): Promise<string | undefined> {
  const { workspace } = caller;
  await workspace.run?.close();
  workspace.run = undefined;
  const found = await findStoredRun(workspace.host);
  if (found.type === "none") return "There is no run to resume in this folder.";
  if (found.type === "unreadable") return `The run cannot be resumed: ${found.text}.`;
  const model = modelOf(caller, found.stored);
  if (!model) return noModel;
  return opened(caller, async () => {
    const run = await openStoredRun(runRequest(caller, model), found.stored);
    run.transcript.push({ type: "text", text: welcome(found.stored) });
    goOn(run, text);
    return run;
  });
}

async function stop(caller: Caller, live: Run | undefined): Promise<string | undefined> {
  const { workspace, session } = caller;
  if (live) {
    const isOwn = live.session === session;
    if (isOwn) live.transcript.clear();
    live.stop();
    return isOwn ? undefined : `Run ${live.id} of session ${live.session} is ended.`;
  }
  const found = await findStoredRun(workspace.host);
  if (found.type === "none") return "There is no run to stop.";
  if (found.type === "unreadable") return `The run cannot be ended: ${found.text}.`;
  // It ends without a call, so any model will do.
  const model = modelOf(caller, found.stored) ?? { providerID: "", modelID: "" };
  return opened(caller, async () => {
    const run = await openStoredRun(runRequest(caller, model), found.stored);
    run.stop();
    return run;
  });
}

function modelOf({ models }: Caller, { header }: StoredRun): ModelChoice | undefined {
  return models.selected() ?? header.model ?? models.fallback;
}

/** Makes a run the workspace's. One that is locked elsewhere is refused with its words. */
async function opened({ workspace }: Caller, open: () => Promise<Run>): Promise<string | undefined> {
  workspace.isStarting = true;
  try {
    const before = workspace.run;
    workspace.run = await open();
    await before?.close();
    if (workspace.options.inspect.open) workspace.inspector.show();
    return undefined;
  } catch (error) {
    if (error instanceof LockedError) return error.message;
    throw error;
  } finally {
    workspace.isStarting = false;
  }
}

function runRequest({ workspace, session, models }: Caller, model: ModelChoice): RunRequest {
  const { host, options, agentName, calls } = workspace;
  return { host, options, session, agentName, calls, model: () => models.selected() ?? model };
}

/** Goes on with a run of this process. */
function resume(run: Run, text: string): string | undefined {
  const snapshot = run.snapshot();
  if (snapshot.hasTag("working")) return "The run works on; Esc pauses it.";
  run.transcript.clear();
  if (!goOn(run, text)) run.askAgain();
  return undefined;
}

/** Gives a run that rests the user's word. False: the word does not say how to go on, so the run still asks. */
function goOn(run: Run, text: string): boolean {
  const question = currentQuestion(run.snapshot());
  if (!question) {
    if (text === "run" && hasPlan(run.snapshot())) run.reply("run");
    else run.resume();
    return true;
  }
  const replies = question.replies.map((option) => option.reply);
  const reply = readReply(text, replies);
  if (reply) run.reply(reply.reply, reply.guidance);
  return reply !== undefined;
}

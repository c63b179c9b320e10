import { type AgentRole, agentRoles } from "../../contracts/agent.js";
import { errorWords } from "../../contracts/error-words.js";
import { permissionPlaces } from "../../contracts/needed-tools.js";
import { readerOf, unreadable } from "../attachments.js";
import { statechartProvider } from "../names.js";
import { modelName } from "../options/model-choice.js";
import { missingModels, teamModels } from "../options/team-models.js";
import { describeLive, describeStored } from "../run/describe-run.js";
import { type MissionCommand, openStoredRun, startMission } from "../run/open-run.js";
import type { Run } from "../run/run.js";
import { findStoredRun } from "../run/stored-runs.js";
import type { Intent, Workspace } from "../workspace.js";
import {
  type Answer,
  busy,
  type Caller,
  modelOf,
  noModel,
  opened,
  runRequest,
  type SessionModels,
} from "./caller.js";
import { missingTools } from "./missing-tools.js";
import { resume, resumeStored, runPlan } from "./resume-run.js";
import { takeMessage } from "./take-message.js";

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
        return `Run ${run.id} belongs to session ${run.session}: resume it there.`;
      }
      return resumeStored(caller, text);
    default:
      return takeMessage(caller, run, text);
  }
}

const usageOf = {
  plan: 'Usage: `/plan "what to build"`. It plans and asks whether to run the plan; `/auto` runs a plan that was kept.',
  search: 'Usage: `/search "what to look for"`. It answers with places in the code.',
};

async function begin(
  caller: Caller,
  run: Run | undefined,
  command: MissionCommand,
  text: string,
): Promise<string | undefined> {
  const { workspace, session } = caller;
  const { host } = workspace.ports;
  if (workspace.isStarting) return "One run at a time: another one is starting.";
  if (run && !run.snapshot().hasTag("planKept")) return busy(run);
  const model = caller.models.selected() ?? caller.models.fallback;
  if (!model || model.providerID === statechartProvider) return noModel;
  const models = teamModels(workspace.options, model);
  const missing = await missingModels(host, models, rolesOf[command]);
  if (missing.length > 0) return refusal(missing);
  const reader = readerOf[command];
  const attachments = await host.sessions.attachments(session, Date.now());
  const unread = await unreadable(host, attachments, models[reader]);
  if (unread) return cannotRead(reader, unread);
  const denied = await missingTools(host, rolesOf[command]);
  if (denied.length > 0) return denial(denied);
  await run?.close();
  workspace.run = undefined;
  return opened(caller, async () => {
    const started = await startMission(runRequest(caller, model), { command, text });
    host.log("info", `run ${started.id} started`, { session, model: modelName(model) });
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
    "Nothing was started, since OpenCode cannot call all of the agents' models:",
    ...missing.map((line) => `- ${line}`),
    "Choose another with `/models` or in the option `agents.<role>.model`; `opencode providers` adds a provider.",
  ].join("\n");
}

function cannotRead(reader: AgentRole, unread: string): string {
  return [
    `Nothing was started: the ${reader} reads what is attached, and its model ${unread}.`,
    `Choose a model that does with \`/models\` or in the option \`agents.${reader}.model\`, or say in words what it shows.`,
  ].join(" ");
}

function denial(denied: readonly string[]): string {
  return [
    "Nothing was started, since OpenCode's permissions deny agents a tool that they need:",
    ...denied.map((line) => `- ${line}`),
    `Such a rule is in ${permissionPlaces}. Allow the tool, or set it to "ask", and restart OpenCode.`,
  ].join("\n");
}

async function tellInspector({ inspector }: Workspace): Promise<string> {
  try {
    return [
      `The runs of this folder, live: ${await inspector.url()}`,
      "It ends with OpenCode; `opencode-orchestrator inspect` in a shell keeps running. Anyone on this machine who has the address can open it.",
    ].join("\n\n");
  } catch (error) {
    return errorWords(error);
  }
}

async function stop(caller: Caller, live: Run | undefined): Promise<string | undefined> {
  const { workspace, session } = caller;
  if (live) {
    const isOwn = live.session === session;
    if (isOwn) live.transcript.clear();
    live.stop();
    return isOwn ? undefined : `Run ${live.id} of session ${live.session} was ended.`;
  }
  const found = await findStoredRun(workspace.ports.host);
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

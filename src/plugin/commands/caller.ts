import { LockedError } from "../../runs/run-lock.js";
import type { StoredRun } from "../../runs/stored-run.js";
import type { ModelChoice } from "../options/model-choice.js";
import { standing } from "../run/describe-run.js";
import type { Run, RunRequest } from "../run/run.js";
import type { Workspace } from "../workspace.js";
import type { Offer } from "./offers.js";

/** A session that said something, where it did. */
export interface Caller {
  workspace: Workspace;
  session: string;
  models: SessionModels;
}

/** The models of a session. */
export interface SessionModels {
  /** The one that is selected, as far as it is known. It is asked again at every agent call. */
  selected(): ModelChoice | undefined;
  /** What to take where none is known to be selected. */
  fallback: ModelChoice | undefined;
}

/** A text that is the whole answer, a question of what was meant, or nothing where the session's run answers. */
export type Answer = string | Offer | undefined;

export const usage =
  'Usage: `/auto "what to build"`. It plans, codes, verifies and fixes until it is done, or asks you.';

export const noModel =
  "No model is selected for the agents. Choose one with `/models`, or set `model` in OpenCode's config; `opencode providers` adds a provider.";

export function busy(run: Run): string {
  return `One run at a time: run ${run.id} of session ${run.session} is ${standing(run)}. \`/auto-resume\` resumes it, \`/auto-stop\` ends it.`;
}

export function modelOf({ models }: Caller, { header }: StoredRun): ModelChoice | undefined {
  return models.selected() ?? header.model ?? models.fallback;
}

export function runRequest({ workspace, session, models }: Caller, model: ModelChoice): RunRequest {
  const { ports, options } = workspace;
  return { ports, options, session, model: () => models.selected() ?? model };
}

/** Makes a run the workspace's. One that is locked elsewhere is refused with its words. */
export async function opened({ workspace }: Caller, open: () => Promise<Run>): Promise<string | undefined> {
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

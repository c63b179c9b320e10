import { currentQuestion, type RunSnapshot } from "../../machine/status.js";
import { welcome } from "../run/describe-run.js";
import { openStoredRun } from "../run/open-run.js";
import type { Run } from "../run/run.js";
import { findStoredRun } from "../run/stored-runs.js";
import { type Caller, modelOf, noModel, opened, runRequest, usage } from "./caller.js";
import { readReply } from "./replies.js";

/** A run that rests is taken up by whatever session asks for it, and shown there from then on. */
export async function resumeStored(caller: Caller, text: string): Promise<string | undefined> {
  const { workspace } = caller;
  await workspace.run?.close();
  workspace.run = undefined;
  const found = await findStoredRun(workspace.ports.host);
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

/** `/auto` without words does the plan that was made last. */
export async function runPlan(caller: Caller, run: Run | undefined): Promise<string | undefined> {
  if (run && !hasPlan(run.snapshot())) return usage;
  if (run && run.session === caller.session) return resume(run, "run");
  const found = await findStoredRun(caller.workspace.ports.host);
  return found.type === "run" && hasPlan(found.stored.state) ? resumeStored(caller, "run") : usage;
}

export function hasPlan(snapshot: RunSnapshot): boolean {
  return snapshot.can({ type: "user.approved" });
}

/** Goes on with a run of this process. */
export function resume(run: Run, text: string): string | undefined {
  const snapshot = run.snapshot();
  if (snapshot.hasTag("working")) return "The run continues; Esc pauses it.";
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

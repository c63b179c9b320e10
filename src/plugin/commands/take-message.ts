import { sessionOf } from "../../runs/stored-run.js";
import type { Run } from "../run/run.js";
import { findStoredRun } from "../run/stored-runs.js";
import { type Answer, busy, type Caller, usage } from "./caller.js";
import { missionOffer, resumeOffer } from "./offers.js";
import { resume, resumeStored } from "./resume-run.js";

/** A message without a command answers the run that waits for it; else the user is asked what it means. */
export async function takeMessage(caller: Caller, run: Run | undefined, text: string): Promise<Answer> {
  if (!text.trim()) return usage;
  // A kept plan waits for nobody, so another run may begin beside it.
  if (run && !run.snapshot().hasTag("planKept")) {
    if (run.session !== caller.session) return busy(run);
    const snapshot = run.snapshot();
    if (snapshot.hasTag("needsUser") || snapshot.hasTag("working")) return resume(run, text);
    return resumeOffer(run.identity, snapshot.context.request);
  }
  const found = run ? undefined : await findStoredRun(caller.workspace.ports.host);
  if (found?.type !== "run" || sessionOf(found.stored) !== caller.session) return missionOffer(text);
  const { state, header } = found.stored;
  if (state.hasTag("needsUser")) return resumeStored(caller, text);
  return state.hasTag("planKept") ? missionOffer(text) : resumeOffer(header, state.context.request);
}

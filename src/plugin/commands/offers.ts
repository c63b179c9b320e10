import type { Question } from "../../machine/question.js";
import type { Run } from "../run/run.js";
import { oneLine } from "../turn/narrator.js";
import type { Intent } from "../workspace.js";

/** A question of the plugin's own: what a message without a command was meant to be. */
export interface Offer {
  header: Question["header"];
  text: string;
  choices: { label: string; description: string; intent: Intent | undefined }[];
  /** Where nobody can be asked, this is the answer. */
  otherwise: string;
}

const cancel = { label: "Cancel", description: "Start nothing", intent: undefined };

/** There is no run: the message may be a new one's request. */
export function missionOffer(text: string): Offer {
  const shown = oneLine(text, 80);
  return {
    header: "What to do",
    text: `Run this as a mission? ${oneLine(text, 300)}`,
    choices: [
      {
        label: "Run it as a mission",
        description: "Plan, code, verify and fix until it is done",
        intent: { command: "auto", text },
      },
      { label: "Only plan it", description: "Show the plan first", intent: { command: "plan", text } },
      cancel,
    ],
    otherwise: `Nothing was started. \`/auto "${shown}"\` runs it as a mission, \`/plan "${shown}"\` only plans it.`,
  };
}

/** A run is paused: going on with it must not be a misunderstanding. */
export function resumeOffer(run: Pick<Run["identity"], "run">, request: string): Offer {
  return {
    header: "A run is paused",
    text: `Run ${run.run} is paused: ${oneLine(request, 300)}`,
    choices: [
      {
        label: "Resume it",
        description: "Resume where it was",
        intent: { command: "auto-resume", text: "" },
      },
      {
        label: "End it",
        description: "Keep the changes so far, and end the run",
        intent: { command: "auto-stop", text: "" },
      },
      cancel,
    ],
    otherwise: `Run ${run.run} is paused. \`/auto-resume\` resumes it, \`/auto-stop\` ends it.`,
  };
}

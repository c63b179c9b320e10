import { chartSetup } from "../chart-setup.js";
import { askAboutBudget } from "./fragments.js";

/** A call that was given up may have used the budget up since. */
const retried = [
  { ...askAboutBudget, actions: ["grantRetry", ...askAboutBudget.actions] },
  { target: "#orchestrator.working.lastStep", actions: "grantRetry" },
] as const;

/** Every question, with what the user may reply. */
export const awaitingUser = chartSetup.createStateConfig({
  description: "Only the user can decide; nothing runs meanwhile.",
  tags: ["needsUser", "resumable"],
  initial: "aboutRun",
  on: {
    "user.stopped": { target: "#orchestrator.stopped", actions: "dropQuestion" },
    "run.stopped": { target: "#orchestrator.stopped", actions: "dropQuestion" },
  },
  states: {
    aboutTask: {
      description: "A task cannot continue: retry it, skip it, or stop.",
      on: {
        "user.retried": retried,
        "user.skipped": {
          target: "#orchestrator.working.executing.skipping",
          actions: ["dropQuestion", "dropOpenSearch"],
        },
      },
    },
    aboutRun: {
      description: "The plan or the checks of the whole run cannot continue: retry, or stop.",
      on: { "user.retried": retried },
    },
    aboutPlan: {
      description: "The plan is ready: run it, change it, or keep it for later.",
      on: {
        "user.approved": { target: "#orchestrator.working.executing", actions: "dropQuestion" },
        "user.retried": { target: "#orchestrator.working.drafting", actions: "grantRetry" },
        "user.kept": { target: "#orchestrator.planned", actions: "dropQuestion" },
      },
    },
    aboutReview: {
      description: "The review found errors: fix them, or leave the code as it is.",
      on: {
        "fix.requested": {
          target: "#orchestrator.working.executing.diagnosing",
          actions: "dropQuestion",
        },
        "user.kept": { target: "#orchestrator.answered", actions: "dropQuestion" },
      },
    },
    aboutLimit: {
      description: "The cap or the budget is reached: grant the same amount again, or stop.",
      on: { "user.continued": { target: "#orchestrator.working.lastStep", actions: "grantMore" } },
    },
  },
});

import type { ErrorActorEvent } from "xstate";
import type { Failure } from "../../contracts/failure.js";

/** Pieces that several regions share. Each target is absolute or a state that every region of an actor has. */

export const descriptions = {
  admitting: "Tests the limits before the agent is called.",
  failing: "Decides whether a failed call is worth another try, or the user must be asked.",
  backingOff: "Waits a little, so that whoever is in trouble can recover.",
} as const;

export const askAboutCap = {
  guard: "isCapReached",
  target: "#orchestrator.awaitingUser.aboutLimit",
  actions: [{ type: "ask", params: { reason: "capReached" } }, "tellQuestion"],
} as const;

export const askAboutBudget = {
  guard: "isBudgetReached",
  target: "#orchestrator.awaitingUser.aboutLimit",
  actions: [{ type: "ask", params: { reason: "budgetReached" } }, "tellQuestion"],
} as const;

export const askAboutRun = {
  guard: "isCallHopeless",
  target: "#orchestrator.awaitingUser.aboutRun",
  actions: [{ type: "ask", params: { reason: "callFailed" } }, "tellQuestion"],
} as const;

export const askAboutTask = { ...askAboutRun, target: "#orchestrator.awaitingUser.aboutTask" } as const;

export const tryAgain = { guard: "hasFailed", target: "backingOff", actions: "tellFailure" } as const;

/** The user wants it tried again: the failure is forgotten, and nothing waits. */
export const retriedByUser = { target: "backingOff" } as const;

/** The transition of an actor that failed. */
export function failed<Actor extends Failure["actor"]>(actor: Actor) {
  return {
    target: "failing",
    actions: {
      type: "recordFailure",
      params: ({ event }: { event: ErrorActorEvent }) => ({ actor, error: event.error }),
    },
  } as const;
}

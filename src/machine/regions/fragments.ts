import type { DoneActorEvent, ErrorActorEvent } from "xstate";
import type { Checkpoint } from "../../contracts/actor.js";
import type { Failure } from "../../contracts/failure.js";

/** Pieces that several regions share. Each target is absolute or a state that every region of an actor has. */

const descriptions = {
  admitting: "Tests the limits before the agent is called.",
  failing: "Decides whether a failed call is worth another try, or the user must be asked.",
  backingOff: "Waits a little before the next try.",
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

const askAboutRun = {
  guard: "isCallHopeless",
  target: "#orchestrator.awaitingUser.aboutRun",
  actions: [{ type: "ask", params: { reason: "callFailed" } }, "tellQuestion"],
} as const;

const askAboutTask = { ...askAboutRun, target: "#orchestrator.awaitingUser.aboutTask" } as const;

const tryAgain = { guard: "hasFailed", target: "backingOff", actions: "tellFailure" } as const;

/** The user wants it tried again: the failure is forgotten, and nothing waits. */
const retriedByUser = { target: "backingOff" } as const;

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

const recordCheckpoint = {
  type: "recordCheckpoint",
  params: ({ event }: { event: DoneActorEvent<Checkpoint> }) => event.output,
} as const;

/** The tree is remembered. A call that was given up before may have used the budget up meanwhile. */
export const saved = [
  { ...askAboutBudget, actions: [recordCheckpoint, ...askAboutBudget.actions] },
  { target: "calling", actions: recordCheckpoint },
] as const;

/** Whom a failure stops: the whole run, or one task that can be skipped. */
const ask = { run: askAboutRun, task: askAboutTask } as const;

function failing<Subject extends keyof typeof ask>(subject: Subject) {
  return { description: descriptions.failing, always: [ask[subject], tryAgain, retriedByUser] } as const;
}

/** What is around the state `calling` of an agent that changes nothing: it may be called again as it is. */
export function aroundCall<Subject extends keyof typeof ask>(subject: Subject) {
  return {
    admitting: { description: descriptions.admitting, always: [askAboutBudget, { target: "calling" }] },
    failing: failing(subject),
    backingOff: {
      description: descriptions.backingOff,
      after: { callRetryDelay: [askAboutBudget, { target: "calling" }] },
    },
  } as const;
}

/** What is around the states `saving` and `calling` of an agent that changes the tree. */
export const aroundChange = {
  failing: failing("task"),
  backingOff: {
    description: descriptions.backingOff,
    after: {
      callRetryDelay: [askAboutBudget, { guard: "hasCheckpoint", target: "calling" }, { target: "saving" }],
    },
  },
} as const;

/** What is around the state `running` of checks. Checks cost time, and nothing else. */
export function aroundChecks<Subject extends keyof typeof ask>(subject: Subject) {
  return {
    failing: failing(subject),
    backingOff: { description: descriptions.backingOff, after: { callRetryDelay: "running" } },
  } as const;
}

/** What is around the state `rollingBack` of a task whose changes are rolled back. */
export const aroundRollback = {
  failing: failing("task"),
  backingOff: { description: descriptions.backingOff, after: { callRetryDelay: "rollingBack" } },
} as const;

import type { AgentRole, Usage } from "../contracts/agent.js";
import type { Failure } from "../contracts/failure.js";

/** What may happen to a run from outside. */
export type RunEvent =
  /** The user wants the request done. */
  | { type: "mission.requested"; request: string }
  /** The user wants to see the plan first. */
  | { type: "plan.requested"; request: string }
  /** The user looks for something; nothing is changed. */
  | { type: "search.requested"; request: string }
  /** The user wants a judgement; nothing is changed. `request` is what of. */
  | { type: "review.requested"; request: string }
  /** Errors are to be fixed: those of the request, or what the checks find. */
  | { type: "fix.requested"; request: string }
  /** Esc: stop working, stay resumable. */
  | { type: "run.paused" }
  | { type: "run.resumed" }
  | { type: "run.stopped" }
  /** The user's reply: once more, with the counters of the task restarted. */
  | { type: "user.retried"; guidance?: string }
  /** The user's reply: leave this task out. */
  | { type: "user.skipped" }
  /** The user's reply: grant the same amount again. */
  | { type: "user.continued" }
  /** The user's reply: do the plan. */
  | { type: "user.approved" }
  /** The user's reply: leave it at that. */
  | { type: "user.kept" }
  /** The user's reply: keep what is done, end the run. */
  | { type: "user.stopped" }
  /** An agent call that the chart no longer waits for has ended: what it used still counts. */
  | {
      type: "call.abandoned";
      role: AgentRole;
      usage: Usage;
      seconds: number;
      session?: string;
      /** The task that the call was made for. */
      task?: string;
    }
  /** What the run does can no longer be written down: it must not go on before it can. */
  | { type: "journal.failed"; failure: Failure };

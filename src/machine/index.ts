export type * from "../contracts/actor.js";
export type * from "../contracts/agent.js";
export { changeSchema } from "../contracts/change.js";
export type * from "../contracts/check.js";
export { ActorError, type Failure, type FailureKind } from "../contracts/failure.js";
export { findingsSchema } from "../contracts/findings.js";
export { plannedTaskSchema, planSchema } from "../contracts/plan.js";
export type { Report, RunStatus } from "../contracts/report.js";
export { reviewSchema } from "../contracts/review.js";
export {
  type Budget,
  type Context,
  defaultLimits,
  type Limits,
  type MachineInput,
  type Work,
} from "./context.js";
export type { RunEvent } from "./events.js";
export { orchestratorMachine } from "./orchestrator.machine.js";
export type { Progress } from "./progress.js";
export type { Question, Reply } from "./question.js";
export { type RunIdentity, toReport } from "./report.js";
export { currentQuestion, type RunSnapshot, replyEvent, restStatus } from "./status.js";
export { findTask, type Task, type TaskQueue, tasksOf } from "./task-queue.js";

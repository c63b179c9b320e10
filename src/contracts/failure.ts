import { type AgentRole, noUsage, type Usage } from "./agent.js";
import { errorWords } from "./error-words.js";
import { oneLine } from "./one-line.js";

/**
 * Why an actor failed.
 * - `auth`: the provider refused the credentials; trying again cannot help.
 * - `model`: the model or its provider is not configured; trying again cannot help.
 * - `deadline`: no sign of life, or no end, within the call's deadline.
 * - `submission`: the agent ended without a valid submission, also after it was asked again.
 * - `provider`: the provider's answer was an error.
 * - `aborted`: someone else stopped the session.
 * - `tool`: a check, a checkpoint or the journal could not do its work.
 */
export type FailureKind = "auth" | "model" | "deadline" | "submission" | "provider" | "aborted" | "tool";

/** Trying again by itself cannot help, or is not ours to decide. */
const hopeless: readonly FailureKind[] = ["auth", "model", "aborted"];

/** A failed actor as plain data: it survives JSON, unlike an `Error`. */
export interface Failure {
  kind: FailureKind;
  /** Who failed: an agent, or what the run does by itself. */
  actor: AgentRole | "checks" | "checkpoint" | "journal";
  /** What happened, with which value, and what to do next: one line, whatever a model or a provider wrote. */
  message: string;
  /** The model as `provider/model`, for agents. */
  model?: string;
  retryable: boolean;
  /** The id of the session that the agent worked in. */
  session?: string;
  usage: Usage;
  seconds: number;
}

/** Of a failure's message, in characters. */
const longestMessage = 500;

/** Thrown by actors. The chart reads `failure`; people read `message`. */
export class ActorError extends Error {
  readonly failure: Failure;

  constructor(
    failure: Omit<Failure, "retryable" | "usage" | "seconds"> & Partial<Failure>,
    options?: { cause?: unknown },
  ) {
    const message = oneLine(failure.message, longestMessage);
    super(message, options);
    this.name = "ActorError";
    this.failure = {
      retryable: !hopeless.includes(failure.kind),
      usage: noUsage,
      seconds: 0,
      ...failure,
      message,
    };
  }
}

/** The failure behind any thrown value, so that the chart never meets an unknown shape. */
export function toFailure(thrown: unknown, actor: Failure["actor"]): Failure {
  if (thrown instanceof ActorError) return thrown.failure;
  return new ActorError({ kind: "tool", actor, message: errorWords(thrown) }).failure;
}

import type {
  ChangeInput,
  ChangeOutput,
  CoderInput,
  FixerInput,
  PlannerInput,
  PlannerOutput,
  ReviewerInput,
  ReviewerOutput,
  SearcherInput,
  SearcherOutput,
} from "../../contracts/actor.js";
import type { AgentRole } from "../../contracts/agent.js";
import { changeSchema } from "../../contracts/change.js";
import type { Check, CheckError } from "../../contracts/check.js";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { errorFingerprint } from "../../contracts/error-fingerprint.js";
import { ActorError } from "../../contracts/failure.js";
import { findingsSchema } from "../../contracts/findings.js";
import { atomicPlanSchema } from "../../contracts/plan.js";
import { type Review, type ReviewIssue, reviewSchema } from "../../contracts/review.js";
import type { AgentPort } from "./agent-port.js";
import { coderBrief, fixerBrief, plannerBrief, reviewerBrief, searcherBrief } from "./briefs.js";
import { type Abandoned, callAgent } from "./call-agent.js";
import { projectFacts } from "./project-facts.js";

export interface AgentDependencies {
  port: AgentPort;
  checkpoints: Checkpoints;
  /** The folder that the agents work in. */
  folder: string;
  /** The checks that changes must pass, for the planner to know. */
  listChecks(): Promise<readonly Pick<Check, "name" | "command">[]>;
  abandoned: Abandoned;
}

/** The five agents as functions of an input and a signal, ready to be invoked as promise actors. */
export function createAgents({ port, checkpoints, folder, listChecks, abandoned }: AgentDependencies) {
  async function planner(input: PlannerInput, signal: AbortSignal): Promise<PlannerOutput> {
    const brief = plannerBrief(input, await projectFacts(folder, await listChecks()));
    const { deadlineSeconds } = input;
    return callAgent(
      port,
      {
        role: "planner",
        title: "Plan the work",
        attempt: 0,
        brief,
        schema: atomicPlanSchema(input.limits),
        deadlineSeconds,
      },
      signal,
      abandoned,
    );
  }

  async function searcher(input: SearcherInput, signal: AbortSignal): Promise<SearcherOutput> {
    const call = {
      role: "searcher" as const,
      attempt: 0,
      brief: searcherBrief(input),
      schema: findingsSchema,
    };
    return callAgent(port, { ...call, ...taskCall(input, "Search") }, signal, abandoned);
  }

  async function coder(input: CoderInput, signal: AbortSignal): Promise<ChangeOutput> {
    const call = {
      role: "coder" as const,
      attempt: input.attempt,
      schema: changeSchema,
      brief: coderBrief(input),
    };
    return change(call.role, input, () =>
      callAgent(port, { ...call, ...taskCall(input, "Code") }, signal, abandoned),
    );
  }

  async function fixer(input: FixerInput, signal: AbortSignal): Promise<ChangeOutput> {
    return change("fixer", input, async () => {
      const brief = fixerBrief(input, await checkpoints.diff(input.taskCheckpoint));
      const call = { role: "fixer" as const, attempt: input.attempt, schema: changeSchema, brief };
      return callAgent(port, { ...call, ...taskCall(input, "Fix") }, signal, abandoned);
    });
  }

  async function reviewer(input: ReviewerInput, signal: AbortSignal): Promise<ReviewerOutput> {
    const brief = reviewerBrief(input, await checkpoints.diff(input.taskCheckpoint));
    const call = { role: "reviewer" as const, attempt: input.attempt, schema: reviewSchema, brief };
    const result = await callAgent(port, { ...call, ...taskCall(input, "Review") }, signal, abandoned);
    return { ...result, errors: reviewErrors(result.submission) };
  }

  let lastChange: Promise<unknown> = Promise.resolve();

  /**
   * A change starts at its checkpoint: what an unfinished earlier try of it left is taken back first. It waits for
   * one that was stopped and still closes its session, whose end would otherwise close this one's window.
   */
  function change(
    actor: AgentRole,
    { checkpoint }: ChangeInput,
    make: () => Promise<ChangeOutput>,
  ): Promise<ChangeOutput> {
    const result = lastChange.then(async () => {
      await checkpoints.rollBack(checkpoint);
      await checkpoints.open(checkpoint);
      let made: ChangeOutput;
      try {
        made = await make();
      } catch (error) {
        // Why the call failed, and what it used, must not be lost behind a second error.
        await checkpoints.close().catch(() => {});
        throw error;
      }
      await checkpoints.close().catch((cause) => {
        const message = `what the ${actor} changed could not be recorded: ${cause instanceof Error ? cause.message : cause}`;
        const { usage, seconds } = made;
        throw new ActorError({ kind: "tool", actor, message, usage, seconds }, { cause });
      });
      return made;
    });
    lastChange = result.catch(() => {});
    return result;
  }

  return { planner, searcher, coder, reviewer, fixer };
}

function taskCall({ task, deadlineSeconds }: SearcherInput | ChangeInput | ReviewerInput, verb: string) {
  return { title: `${verb} ${task.id}: ${task.title}`, taskId: task.id, deadlineSeconds };
}

function reviewErrors({ issues, summary, verdict }: Review): CheckError[] {
  if (verdict === "pass") return [];
  const errors = issues.filter((issue) => issue.severity === "error").map(toError);
  const text = summary.slice(0, longestError);
  return errors.length > 0 ? errors : [{ text, fingerprint: errorFingerprint({ text }) }];
}

/** In characters. The user reads it in the question, the fixer in its brief. */
const longestError = 1000;

function toError({ message, file, line, criterion, suggestion }: ReviewIssue): CheckError {
  const place = file ? `${file}${line === undefined ? "" : `:${line}`}: ` : "";
  const unmet = criterion ? ` (not met: ${criterion})` : "";
  const mend = suggestion ? ` — ${suggestion}` : "";
  return {
    text: `review: ${place}${message}${unmet}${mend}`.slice(0, longestError),
    fingerprint: errorFingerprint({
      text: `${criterion ?? ""} ${message}`,
      code: "review",
      ...(file ? { file } : {}),
    }),
    ...(file ? { file } : {}),
  };
}

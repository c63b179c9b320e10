import type {
  ChangeInput,
  ChangeOutput,
  CoderInput,
  ExaminerInput,
  FixerInput,
  PlannerInput,
  PlannerOutput,
  ReviewerInput,
  ReviewerOutput,
  SearcherInput,
  SearcherOutput,
} from "../../contracts/actor.js";
import type { AgentResult } from "../../contracts/agent.js";
import { changeSchema } from "../../contracts/change.js";
import type { Check, CheckError } from "../../contracts/check.js";
import type { Activity, Checkpoints } from "../../contracts/checkpoints.js";
import { errorFingerprint } from "../../contracts/error-fingerprint.js";
import { errorWords } from "../../contracts/error-words.js";
import { ActorError } from "../../contracts/failure.js";
import { findingsSchema } from "../../contracts/findings.js";
import { atomicPlanSchema } from "../../contracts/plan.js";
import { type Review, type ReviewIssue, reviewSchema } from "../../contracts/review.js";
import type { ChangeKey, SubmittedChanges } from "../../contracts/submitted-changes.js";
import type { AgentPort } from "./agent-port.js";
import {
  coderBrief,
  examinerBrief,
  fixerBrief,
  plannerBrief,
  reviewerBrief,
  searcherBrief,
} from "./briefs.js";
import { type Abandoned, type AgentCall, callAgent } from "./call-agent.js";
import { projectFacts } from "./project-facts.js";
import { reviewSubject } from "./review-subject.js";
import { submitChange, submitFindings, submitPlan, submitReview } from "./submit-tools.js";
import { unseenNote, withNote } from "./unseen-note.js";

export interface AgentDependencies {
  port: AgentPort;
  checkpoints: Checkpoints;
  /** The folder that the agents work in. */
  folder: string;
  /** The checks that changes must pass, for the planner to know. */
  listChecks(): Promise<readonly Pick<Check, "name" | "command">[]>;
  abandoned: Abandoned;
  submitted: SubmittedChanges;
}

/** The five agents as functions of an input and a signal, ready to be invoked as promise actors. */
export function createAgents(dependencies: AgentDependencies) {
  const { port, checkpoints, folder, listChecks, abandoned, submitted } = dependencies;

  /** A result that nobody waits for any more is lost, and what it used is told. */
  async function call<Submission>(
    call: AgentCall<Submission>,
    signal: AbortSignal,
  ): Promise<AgentResult<Submission>> {
    const { submission, ...result } = await callAgent(port, call, signal, abandoned);
    if (signal.aborted) abandoned(call, result);
    return { submission, ...result };
  }

  async function planner(input: PlannerInput, signal: AbortSignal): Promise<PlannerOutput> {
    const facts = await projectFacts(folder, await listChecks());
    const brief = (room: number) => plannerBrief(input, facts, room);
    const schema = atomicPlanSchema(input.limits);
    const { deadlineSeconds } = input;
    const plan = { role: "planner" as const, title: "Plan the work", attempt: 0, tool: submitPlan, schema };
    return call({ ...plan, brief, deadlineSeconds }, signal);
  }

  async function searcher(input: SearcherInput, signal: AbortSignal): Promise<SearcherOutput> {
    const brief = (room: number) => searcherBrief(input, room);
    const search = { role: "searcher" as const, attempt: 0, tool: submitFindings, schema: findingsSchema };
    return call({ ...search, ...taskCall(input, "Search"), brief }, signal);
  }

  async function coder(input: CoderInput, signal: AbortSignal): Promise<ChangeOutput> {
    return change("coder", input, async (closed) => {
      const note = await unseenNote(checkpoints, input.task.files);
      const brief = (room: number) => withNote(coderBrief(input, room - note.length), note);
      const code = { role: "coder" as const, attempt: input.attempt, ...submitsChange, brief };
      return callAgent(port, { ...code, ...taskCall(input, "Code"), closed }, signal, abandoned);
    });
  }

  async function fixer(input: FixerInput, signal: AbortSignal): Promise<ChangeOutput> {
    return change("fixer", input, async (closed) => {
      const diff = await diffOf(input);
      const brief = (room: number) => fixerBrief(input, diff, room);
      const fix = { role: "fixer" as const, attempt: input.attempt, ...submitsChange, brief };
      return callAgent(port, { ...fix, ...taskCall(input, "Fix"), closed }, signal, abandoned);
    });
  }

  async function examiner(input: ExaminerInput, signal: AbortSignal): Promise<ReviewerOutput> {
    const { deadlineSeconds, guidance, subject } = input;
    const judged = await reviewSubject(folder, subject);
    const brief = (room: number) => examinerBrief(judged, guidance, room);
    const title = `Review ${subject.trim() ? subject.trim().slice(0, 60) : "the uncommitted changes"}`;
    const review = { role: "reviewer" as const, title, attempt: 0, ...submitsReview, brief };
    const result = await call({ ...review, deadlineSeconds }, signal);
    return { ...result, errors: reviewErrors(result.submission) };
  }

  async function reviewer(input: ReviewerInput, signal: AbortSignal): Promise<ReviewerOutput> {
    const diff = await diffOf(input);
    const brief = (room: number) => reviewerBrief(input, diff, room);
    const review = { role: "reviewer" as const, attempt: input.attempt, ...submitsReview, brief };
    const result = await call({ ...review, ...taskCall(input, "Review") }, signal);
    return { ...result, errors: reviewErrors(result.submission) };
  }

  async function diffOf({ task, taskCheckpoint }: FixerInput | ReviewerInput): Promise<string> {
    const diff = await checkpoints.diff(taskCheckpoint);
    return withNote(diff, await unseenNote(checkpoints, task.files));
  }

  let lastChange: Promise<unknown> = Promise.resolve();

  /**
   * A change starts at its checkpoint: what an unfinished earlier try of it left is taken back first, unless that
   * try was handed in. It waits for one that was stopped and still closes its session, whose end would otherwise
   * close this one's window.
   */
  function change(
    actor: ChangeKey["actor"],
    { checkpoint, task, attempt }: ChangeInput,
    make: (closed: (activity: Activity) => void) => Promise<ChangeOutput>,
  ): Promise<ChangeOutput> {
    const key = { actor, task: task.id, attempt };
    const result = lastChange.then(async () => {
      const known = submitted.find(key);
      if (known) {
        await checkpoints.close();
        return known;
      }
      await checkpoints.rollBack(checkpoint);
      await checkpoints.open(checkpoint);
      let activity: Activity = { spans: [], files: [] };
      const closed = (seen: Activity) => {
        activity = seen;
      };
      let made: ChangeOutput;
      try {
        made = await make(closed);
        submitted.add(key, made);
      } catch (error) {
        // Why the call failed, and what it used, must not be lost behind a second error.
        await checkpoints.close(activity).catch(() => {});
        throw error;
      }
      await checkpoints.close(activity).catch((cause) => {
        const message = `what the ${actor} changed could not be recorded: ${errorWords(cause)}`;
        // Not the agent's failure: its call is found again, and counted then.
        throw new ActorError({ kind: "tool", actor: "checkpoint", message }, { cause });
      });
      return made;
    });
    lastChange = result.catch(() => {});
    return result;
  }

  return { planner, searcher, coder, reviewer, examiner, fixer };
}

const submitsChange = { tool: submitChange, schema: changeSchema };
const submitsReview = { tool: submitReview, schema: reviewSchema };

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

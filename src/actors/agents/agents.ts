import { type AcceptanceTests, acceptanceTestsSchema } from "../../contracts/acceptance-tests.js";
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
  TesterInput,
  TesterOutput,
} from "../../contracts/actor.js";
import type { AgentResult } from "../../contracts/agent.js";
import { changeSchema } from "../../contracts/change.js";
import type { Check } from "../../contracts/check.js";
import type { Activity, Checkpoints } from "../../contracts/checkpoints.js";
import { findingsSchema } from "../../contracts/findings.js";
import { atomicPlanSchema } from "../../contracts/plan.js";
import { type Review, reviewSchema } from "../../contracts/review.js";
import type { SubmittedChanges } from "../../contracts/submitted-changes.js";
import { restoreTests } from "../checks/restore-tests.js";
import type { AgentPort } from "./agent-port.js";
import {
  coderBrief,
  examinerBrief,
  fixerBrief,
  plannerBrief,
  reviewerBrief,
  searcherBrief,
  testerBrief,
} from "./briefs.js";
import { type Abandoned, type AgentCall, callAgent } from "./call-agent.js";
import { createChangeWindows } from "./change-windows.js";
import { inProject } from "./in-project.js";
import { projectFacts } from "./project-facts.js";
import { reviewErrors } from "./review/review-errors.js";
import { reviewPoints } from "./review/review-points.js";
import { taskReviewSchema } from "./review/task-review-schema.js";
import { verifyReview } from "./review/verify-review.js";
import { reviewSubject } from "./review-subject.js";
import { submitChange, submitFindings, submitPlan, submitReview, submitTests } from "./submit-tools.js";
import { unseenNote, withNote } from "./unseen-note.js";
import { type TestFacts, verifyTests } from "./verify-tests.js";

export interface AgentDependencies extends TestFacts {
  port: AgentPort;
  checkpoints: Checkpoints;
  /** The checks that changes must pass, for the planner to know. */
  listChecks(): Promise<readonly Pick<Check, "name" | "command">[]>;
  /** Where the outputs of the checks and the lists of their tests are kept. Absolute. */
  checksFolder?: string;
  abandoned: Abandoned;
  submitted: SubmittedChanges;
}

/** The five agents as functions of an input and a signal, ready to be invoked as promise actors. */
export function createAgents(dependencies: AgentDependencies) {
  const { port, checkpoints, folder, checksFolder, listChecks, abandoned } = dependencies;
  const { inWindow, makeChange } = createChangeWindows(dependencies);

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
    const found = await call({ ...search, ...taskCall(input, "Search"), brief }, signal);
    const { findings, ...rest } = found.submission;
    const placed = findings.map((finding) => ({ ...finding, file: inProject(finding.file, folder) }));
    return { ...found, submission: { ...rest, findings: placed } };
  }

  async function coder(input: CoderInput, signal: AbortSignal): Promise<ChangeOutput> {
    return makeChange("coder", input, async (ended) => {
      const closed = await withTests(input, ended);
      const note = await unseenNote(checkpoints, input.task.files);
      const brief = (room: number) => withNote(coderBrief(input, room - note.length), note);
      const code = { role: "coder" as const, attempt: input.attempt, ...submitsChange, brief };
      return callAgent(port, { ...code, ...taskCall(input, "Code"), closed }, signal, abandoned);
    });
  }

  /** The tests that were written before the code are there, also after a fresh start; that is a part of the change. */
  async function withTests({ tests }: ChangeInput, ended: (activity: Activity) => void) {
    const restored = await restoreTests(folder, tests?.files ?? []);
    return ({ spans, files }: Activity) => ended({ spans, files: [...files, ...restored] });
  }

  async function fixer(input: FixerInput, signal: AbortSignal): Promise<ChangeOutput> {
    return makeChange("fixer", input, async (ended) => {
      const closed = await withTests(input, ended);
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
    const review = { role: "reviewer" as const, title, attempt: 0, tool: submitReview, brief };
    const result = await call<Review>({ ...review, schema: reviewSchema, deadlineSeconds }, signal);
    return { ...result, errors: reviewErrors(result.submission) };
  }

  async function reviewer(input: ReviewerInput, signal: AbortSignal): Promise<ReviewerOutput> {
    const diff = await diffOf(input);
    const points = reviewPoints(input);
    const review: AgentCall<Review> = {
      role: "reviewer",
      attempt: input.attempt,
      tool: submitReview,
      schema: taskReviewSchema(points),
      verify: (submitted, stopped) =>
        verifyReview(submitted, { ...input, folder, checksFolder, points }, stopped),
      brief: (room: number) => reviewerBrief(input, diff, room),
      ...taskCall(input, "Review"),
    };
    const result = await call(review, signal);
    return { ...result, errors: reviewErrors(result.submission, points) };
  }

  async function tester(input: TesterInput, signal: AbortSignal): Promise<TesterOutput> {
    return inWindow("tester", input, async (closed) => {
      const verify = (tests: AcceptanceTests, over: AbortSignal) =>
        verifyTests(tests, input, dependencies, over);
      const brief = (room: number) => testerBrief(input, room);
      const write = { role: "reviewer" as const, attempt: 0, tool: submitTests, brief, verify };
      const schema = acceptanceTestsSchema;
      const result = await call({ ...write, ...taskCall(input, "Write the tests of"), schema }, signal);
      closed({ spans: [], files: await restoreTests(folder, result.submission.files) });
      return result;
    });
  }

  async function diffOf({ task, taskCheckpoint }: FixerInput | ReviewerInput): Promise<string> {
    // Both at once: checkpoints work in turn, and a probe that begins beside a review asks for more of them.
    const [diff, note] = await Promise.all([
      checkpoints.diff(taskCheckpoint),
      unseenNote(checkpoints, task.files),
    ]);
    return withNote(diff, note);
  }

  return { planner, searcher, tester, coder, reviewer, examiner, fixer };
}

const submitsChange = { tool: submitChange, schema: changeSchema };

function taskCall(
  { task, deadlineSeconds }: SearcherInput | TesterInput | ChangeInput | ReviewerInput,
  verb: string,
) {
  return { title: `${verb} ${task.id}: ${task.title}`, taskId: task.id, deadlineSeconds };
}

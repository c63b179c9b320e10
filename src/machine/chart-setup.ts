import { and, assign, emit, fromPromise, or, setup, stateIn } from "xstate";
import type {
  ChangeOutput,
  Checkpoint,
  ChecksInput,
  ChecksOutput,
  CoderInput,
  Deadline,
  ExaminerInput,
  FixerInput,
  PlannerInput,
  PlannerOutput,
  ProbeInput,
  ProbeOutput,
  ReviewerInput,
  ReviewerOutput,
  RollbackInput,
  RollbackOutput,
  SearcherInput,
  SearcherOutput,
  TesterInput,
  TesterOutput,
} from "../contracts/actor.js";
import type { AgentResult, AgentRole } from "../contracts/agent.js";
import { type Failure, toFailure } from "../contracts/failure.js";
import * as arbiter from "./arbiter.js";
import type { Context, MachineInput, QuestionReason } from "./context.js";
import type { RunEvent } from "./events.js";
import * as guards from "./guards.js";
import type { Progress } from "./progress.js";
import * as tell from "./tell.js";
import * as aheadUpdates from "./updates/ahead-updates.js";
import * as runUpdates from "./updates/run-updates.js";
import * as taskUpdates from "./updates/task-updates.js";

/** An actor that the chart knows by type only. The code that runs the chart provides it. */
function declared<Output, Input>(name: string) {
  return fromPromise<Output, Input>(() => {
    throw new Error(`The actor "${name}" is not provided: use orchestratorMachine.provide({ actors })`);
  });
}

const reviewed = {
  working: { executing: { task: { doing: { verifying: { judging: { reviewing: "reviewed" } } } } } },
};

/** Everything that the chart calls by name: types, actors, guards, actions, delays. */
export const chartSetup = setup({
  types: {
    context: {} as Context,
    events: {} as RunEvent,
    emitted: {} as Progress,
    input: {} as MachineInput | undefined,
    tags: {} as "working" | "agentRunning" | "needsUser" | "resumable" | "planKept",
  },

  actors: {
    planner: declared<PlannerOutput, PlannerInput>("planner"),
    searcher: declared<SearcherOutput, SearcherInput>("searcher"),
    tester: declared<TesterOutput, TesterInput>("tester"),
    coder: declared<ChangeOutput, CoderInput>("coder"),
    reviewer: declared<ReviewerOutput, ReviewerInput>("reviewer"),
    fixer: declared<ChangeOutput, FixerInput>("fixer"),
    examiner: declared<ReviewerOutput, ExaminerInput>("examiner"),
    checks: declared<ChecksOutput, ChecksInput>("checks"),
    probe: declared<ProbeOutput, ProbeInput>("probe"),
    checkpoint: declared<Checkpoint, Deadline>("checkpoint"),
    rollback: declared<RollbackOutput, RollbackInput>("rollback"),
  },

  guards: {
    isCapReached: ({ context }) => guards.isCapReached(context),
    isBudgetReached: ({ context }) => arbiter.isBudgetReached(context),
    maySearchAhead: ({ context }) => arbiter.maySearchAhead(context),
    isSameErrorAgain: ({ context }) => guards.isSameErrorAgain(context),
    areRetriesUsedUp: ({ context }) => guards.areRetriesUsedUp(context),
    isCallHopeless: ({ context }) => guards.isCallHopeless(context),
    worksAhead: ({ context }) => context.limits.searchAhead > 0,
    hasBaseline: ({ context }) => context.hasBaseline,
    hasFindings: ({ context }) => guards.hasFindings(context),
    isTaskClosed: ({ context }) => guards.isTaskClosed(context),
    hasReadyTask: ({ context }) => guards.hasReadyTask(context),
    isFreshStart: ({ context }) => guards.isFreshStart(context),
    areTestsFirst: ({ context }) => guards.areTestsFirst(context),
    hasObjection: ({ context }) => guards.hasObjection(context),
    hasCheckpoint: ({ context }) => guards.hasCheckpoint(context),
    hasAddedErrors: ({ context }) => guards.hasAddedErrors(context),
    hasFailed: ({ context }) => context.failure !== null,
    hasWeakenedChecks: ({ context }) => guards.hasWeakenedChecks(context),
    isPassed: ({ context }) => guards.isPassed(context),
    hasExecutedEvidence: ({ context }) => guards.hasExecutedEvidence(context),
    isVerified: and(["isPassed", "hasExecutedEvidence"]),
    isProbingOver: ({ context }) => guards.isProbingOver(context),
    isNoticed: ({ context }) => guards.isNoticed(context),
    isUnnoticed: ({ context }) => guards.isUnnoticed(context),
    hasNothingToNotice: ({ context }) => guards.hasNothingToNotice(context),
    isSettled: and([stateIn(reviewed), or(["isReviewFailed", "isNoticed"])]),
    isReviewedOnly: and(["isPassed", "hasNothingToNotice"]),
    isReviewFailed: ({ context }) => guards.isReviewFailed(context),
    hasReportedErrors: ({ context }) => context.reported.length > 0,
    hasFinalErrors: ({ context }) => guards.hasFinalErrors(context),
    isFinalErrorAgain: ({ context }) => guards.isFinalErrorAgain(context),
    isEveryTaskVerified: ({ context }) => guards.isEveryTaskVerified(context),
    isEveryTaskDone: ({ context }) => guards.isEveryTaskDone(context),
  },

  delays: {
    callRetryDelay: ({ context }) => guards.callRetryDelay(context),
  },

  actions: {
    beginMission: assign((_, { request }: { request: string }) => ({ request })),
    beginFix: assign((_, { request }: { request: string }) => runUpdates.beginFix(request)),
    recordReport: assign((_, errors: ReviewerOutput["errors"]) => ({ reported: errors })),
    recordDiagnosis: assign(({ context }, run: ChecksOutput) => runUpdates.recordDiagnosis(context, run)),
    openFix: assign(({ context }) => taskUpdates.openFix(context)),
    acceptPlan: assign((_, plan: PlannerOutput) => runUpdates.acceptPlan(plan)),
    recordCall: assign(({ context }, { role, result }: { role: AgentRole; result: AgentResult<unknown> }) =>
      runUpdates.recordCall(context, { role, usage: result.usage, seconds: result.seconds }),
    ),
    recordAbandonedCall: assign(({ context }, call: runUpdates.Call) =>
      runUpdates.recordAbandonedCall(context, call),
    ),
    recordFailure: assign(({ context }, { actor, error }: { actor: Failure["actor"]; error: unknown }) =>
      runUpdates.recordFailure(context, toFailure(error, actor)),
    ),
    recordJournalFailure: assign(({ context }, failure: Failure) =>
      runUpdates.recordFailure(context, failure),
    ),
    recordBaseline: assign(({ context }, run: ChecksOutput) => runUpdates.recordBaseline(context, run)),
    dropBaseline: assign({ hasBaseline: false }),
    beginBaselineAhead: assign(({ context }) => ({ baselineSince: context.workSeconds })),
    recordBaselineAhead: assign(({ context }, run: ChecksOutput) =>
      runUpdates.recordBaselineAhead(context, run),
    ),
    recordBaselineAheadFailure: assign(({ context }, { error }: { error: unknown }) =>
      runUpdates.recordBaselineAheadFailure(context, toFailure(error, "checks")),
    ),
    openTask: assign(({ context }) => taskUpdates.openTask(context)),
    recordFindings: assign(({ context }, { submission }: SearcherOutput) =>
      taskUpdates.recordFindings(context, submission),
    ),
    beginSearchAhead: assign(({ context }) => aheadUpdates.beginSearchAhead(context)),
    recordAhead: assign(({ context }, output: SearcherOutput) => aheadUpdates.recordAhead(context, output)),
    recordAheadFailure: assign(({ context }, { error }: { error: unknown }) =>
      aheadUpdates.recordAheadFailure(context, toFailure(error, "searcher")),
    ),
    dropOpenSearch: assign(({ context }) => aheadUpdates.dropOpenSearch(context)),
    startTests: assign(({ context }) => taskUpdates.startTests(context)),
    recordTests: assign(({ context }, { submission }: TesterOutput) =>
      taskUpdates.recordTests(context, submission),
    ),
    startChange: assign(({ context }) => taskUpdates.startChange(context)),
    countRetry: assign(({ context }) => taskUpdates.countRetry(context)),
    startRetry: assign(({ context }) => taskUpdates.startRetry(context)),
    recordChange: assign(({ context }, { submission }: ChangeOutput) =>
      taskUpdates.recordChange(context, submission),
    ),
    recordCheckpoint: assign(({ context }, checkpoint: Checkpoint) =>
      taskUpdates.recordCheckpoint(context, checkpoint),
    ),
    recordChecks: assign(({ context }, run: ChecksOutput) => taskUpdates.recordChecks(context, run)),
    recordCheckErrors: assign(({ context }) => taskUpdates.recordCheckErrors(context)),
    recordProbe: assign(({ context }, output: ProbeOutput) => taskUpdates.recordProbe(context, output)),
    recordReview: assign(({ context }, review: ReviewerOutput) => taskUpdates.recordReview(context, review)),
    clearErrors: assign(({ context }) => taskUpdates.clearErrors(context)),
    recordReviewErrors: assign(({ context }) => taskUpdates.recordReviewErrors(context)),
    closeTask: assign(({ context }, { status }: { status: "verified" | "reviewed" | "unverified" }) =>
      taskUpdates.closeTask(context, status),
    ),
    skipTask: assign(({ context }, rollback: RollbackOutput) => taskUpdates.skipTask(context, rollback)),
    recordFinalChecks: assign(({ context }, run: ChecksOutput) => runUpdates.recordFinalChecks(context, run)),
    appendRepair: assign(({ context }) => runUpdates.appendRepair(context)),
    ask: assign((_, { reason }: { reason: QuestionReason }) => ({ question: reason })),
    grantRetry: assign(({ context, event }) =>
      runUpdates.grantRetry(context, "guidance" in event ? event.guidance : undefined),
    ),
    grantMore: assign(({ context }) => runUpdates.grantMore(context)),
    dropQuestion: assign({ question: null, failure: null, callFailures: 0 }),

    tellFindings: emit((_, { submission }: SearcherOutput) => tell.findings(submission)),
    tellReview: emit((_, { submission }: ReviewerOutput) => tell.review(submission)),
    tellPlan: emit(({ context }) => tell.plan(context)),
    tellBaseline: emit((_, run: ChecksOutput) => tell.baseline(run)),
    tellTaskStarted: emit(({ context }) => tell.taskStarted(context)),
    tellTests: emit(({ context }) => tell.tests(context)),
    tellChecksPassed: emit(({ context }) => tell.checksPassed(context)),
    tellFix: emit(({ context }) => tell.fix(context, "fix")),
    tellFreshStart: emit(({ context }) => tell.fix(context, "afresh")),
    tellTaskEnded: emit(({ context }) => tell.taskEnded(context)),
    tellFailure: emit(({ context }) => tell.failure(context)),
    tellRepair: emit(({ context }) => tell.repair(context)),
    tellFinalChecks: emit((_, run: ChecksOutput) => tell.finalChecks(run)),
    tellQuestion: emit(({ context }) => tell.question(context)),
  },
});

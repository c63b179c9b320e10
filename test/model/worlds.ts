import type { FailureKind } from "../../src/contracts/failure.js";
import type { PlannedTask } from "../../src/contracts/plan.js";
import type { Limits } from "../../src/machine/index.js";
import type { CheckOutcome, ProbeOutcome, TestsOutcome, Verdict } from "./outcomes.js";

/** A world that the machine is explored in: a plan, limits, and what may come out of each actor. */
export interface World {
  name: string;
  tasks: PlannedTask[];
  limits: Partial<Limits>;
  /** Tokens that every call uses. */
  tokens: number;
  baseline: CheckOutcome[];
  /** What the checks say after a change. */
  checks: CheckOutcome[];
  /** Beside the tests there is a linter, and it always passes. */
  lint?: boolean;
  /** What they say of the finished tree, and where `/fix` begins. */
  finalChecks: CheckOutcome[];
  verdicts: Verdict[];
  /** What comes of putting the checks to the test. */
  probes?: ProbeOutcome[];
  /** What comes of writing tests before the code. */
  tests?: TestsOutcome[];
  /** The coder and the fixer may say something against these tests. */
  objects?: true;
  /** How actors may fail. */
  failures: FailureKind[];
  /** What the user may begin with. */
  commands: Command[];
}

export type Command = "mission" | "plan" | "search" | "review" | "fix";

export const everyFailure: FailureKind[] = [
  "auth",
  "model",
  "deadline",
  "submission",
  "provider",
  "aborted",
  "tool",
];

export const everyCommand: Command[] = ["mission", "plan", "search", "review", "fix"];

const oneTask: World = {
  name: "one task",
  tasks: [task("T1")],
  limits: { retryLimit: 2, sameErrorLimit: 2, maxIterations: 3, callRetries: 0, evidence: null },
  tokens: 0,
  baseline: ["passed"],
  checks: ["passed", "A", "B"],
  finalChecks: ["passed"],
  verdicts: ["pass", "fail"],
  failures: [],
  commands: ["mission"],
};

const small = { retryLimit: 1, sameErrorLimit: 2, maxIterations: 2, callRetries: 0, evidence: null };
/** Time for two probes. */
const evidence = { faults: 2, seconds: 6, minimum: 0, required: false };
const oneError: Partial<World> = { checks: ["passed", "A"], limits: small };

/** With work ahead; the other worlds do one thing after the other. */
const ahead: Partial<Limits> = { ...small, retryLimit: 0, searchAhead: 1 };

/** Small enough for every run of the tests; together they take every transition of the chart. */
export const worlds: World[] = [
  oneTask,
  {
    ...oneTask,
    ...oneError,
    name: "one task, and every way to fail",
    limits: { ...small, callRetries: 1 },
    failures: everyFailure,
  },
  {
    ...oneTask,
    name: "one task where checks failed before, run too long or cannot run",
    limits: { ...small, retryLimit: 0, maxIterations: 1 },
    baseline: ["none", "couldNotRun", "ranNothing", "timedOut", "old"],
    checks: ["passed", "none", "couldNotRun", "ranNothing", "timedOut", "old", "old+A", "doubtful"],
    finalChecks: ["passed"],
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    name: "one task where the linter passes, whatever the tests do",
    lint: true,
    limits: { ...small, retryLimit: 0, maxIterations: 1 },
    baseline: ["couldNotRun", "old"],
    checks: ["passed", "couldNotRun", "old", "doubtful"],
    finalChecks: ["passed", "ranNothing"],
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    name: "one task that takes tests away",
    limits: { ...small, retryLimit: 0 },
    checks: ["passed", "weakened", "weakened as planned"],
    finalChecks: ["passed", "weakened"],
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    name: "one task whose tests start to run in the mission",
    limits: { ...small, retryLimit: 0 },
    baseline: ["couldNotRun", "old"],
    checks: ["passed", "late old", "late old+A"],
    finalChecks: ["passed", "old"],
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    name: "two tasks, the second of which may undo what the first one fixed",
    tasks: [task("T1"), task("T2", ["T1"])],
    lint: true,
    limits: { ...small, retryLimit: 0, maxIterations: 3 },
    baseline: ["old"],
    checks: ["passed", "old"],
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    name: "one task that the checks may not look at",
    limits: { ...small, evidence },
    checks: ["passed"],
    probes: ["noticed", "survived", "tried", "nothing", "notTried"],
  },
  {
    ...oneTask,
    name: "one task of which all faults must be noticed, and probes that fail",
    limits: { ...small, retryLimit: 0, evidence: { ...evidence, minimum: 1, required: true } },
    checks: ["passed"],
    probes: ["fault noticed", "fault survived", "tried", "nothing"],
    verdicts: ["pass"],
    failures: ["tool"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "one task whose tests are written first, and may be wrong",
    limits: { ...small, tests: "first", callRetries: 1, maxIterations: 3 },
    tests: ["written", "none"],
    objects: true,
    verdicts: ["pass"],
    failures: ["provider"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "one task whose tests are written first, on a budget",
    limits: { ...small, retryLimit: 0, tests: "first", callRetries: 1, budget: { tokens: 50 } },
    tokens: 10,
    baseline: ["passed", "couldNotRun"],
    checks: ["passed"],
    tests: ["written"],
    objects: true,
    verdicts: ["pass"],
    failures: ["provider"],
  },
  {
    ...oneTask,
    name: "one task whose tests are written first, on a budget, and calls that fail",
    limits: {
      ...small,
      retryLimit: 0,
      maxIterations: 1,
      tests: "first",
      callRetries: 1,
      budget: { tokens: 50 },
    },
    tokens: 10,
    checks: ["passed"],
    tests: ["written"],
    objects: true,
    verdicts: ["pass"],
    failures: ["provider"],
  },
  {
    ...oneTask,
    name: "one task whose last retry starts afresh",
    limits: { ...small, retryLimit: 2, retryPlan: ["fix", "afresh"], maxIterations: 4, callRetries: 1 },
    verdicts: ["pass"],
    failures: ["tool"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "one task whose finished tree fails",
    limits: { ...small, retryLimit: 0 },
    finalChecks: ["passed", "A", "B"],
    verdicts: ["pass"],
  },
  { ...oneTask, ...oneError, name: "two tasks in a chain", tasks: [task("T1"), task("T2", ["T1"])] },
  {
    ...oneTask,
    ...oneError,
    name: "two tasks side by side",
    tasks: [task("T1"), task("T2")],
    limits: { ...small, retryLimit: 0, maxIterations: 3 },
    checks: ["passed", "couldNotRun", "A"],
    baseline: ["couldNotRun"],
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "three tasks, two of which need the first",
    tasks: [task("T1"), task("T2", ["T1"]), task("T3", ["T1"])],
    limits: { ...small, retryLimit: 0, maxIterations: 4 },
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "four tasks in a diamond",
    tasks: [task("T1"), task("T2", ["T1"]), task("T3", ["T1"]), task("T4", ["T2", "T3"])],
    limits: { ...small, retryLimit: 0, maxIterations: 4 },
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "two tasks in a chain, the second searched ahead, and calls that fail",
    tasks: [task("T1"), task("T2", ["T1"])],
    limits: { ...ahead, maxIterations: 3 },
    checks: ["passed"],
    verdicts: ["pass"],
    failures: ["provider"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "three tasks, one of which needs the first, searched ahead",
    tasks: [task("T1"), task("T2", ["T1"]), task("T3")],
    limits: { ...ahead, maxIterations: 3 },
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    name: "two tasks side by side, searched ahead on a budget",
    tasks: [task("T1"), task("T2")],
    limits: { ...ahead, maxIterations: 3, budget: { tokens: 60 } },
    tokens: 10,
    checks: ["passed"],
    verdicts: ["pass"],
  },
  {
    ...oneTask,
    name: "one task, checked before the mission while it is planned, and actors that fail",
    limits: { ...ahead, maxIterations: 1, callRetries: 1 },
    baseline: ["passed", "old"],
    checks: ["passed"],
    verdicts: ["pass"],
    failures: ["provider"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "plans, searches and reviews, and actors that fail",
    limits: { ...small, retryLimit: 0, maxIterations: 1, callRetries: 1 },
    failures: ["provider", "auth"],
    commands: ["plan", "search", "review"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "errors to fix",
    limits: { ...small, sameErrorLimit: 3 },
    finalChecks: ["passed", "couldNotRun", "A"],
    verdicts: ["pass"],
    commands: ["fix"],
  },
  ...[0, 2, 4].map(
    (calls): World => ({
      ...oneTask,
      ...oneError,
      name: `every command on a budget of ${calls} calls`,
      limits: { ...small, callRetries: 1, budget: { tokens: calls * 10 } },
      tokens: 10,
      verdicts: ["pass"],
      failures: ["provider"],
      commands: everyCommand,
    }),
  ),
];

/** What takes minutes: `npm run proof`. */
export const largerWorlds: World[] = [
  {
    ...oneTask,
    name: "one task with the default limits",
    limits: { retryLimit: 3, sameErrorLimit: 3, maxIterations: 5, callRetries: 2, evidence: null },
    failures: ["provider", "auth"],
  },
  {
    ...oneTask,
    name: "one task, every outcome of every check",
    limits: small,
    baseline: ["none", "couldNotRun", "ranNothing", "timedOut", "old", "passed"],
    checks: [
      "passed",
      "none",
      "couldNotRun",
      "ranNothing",
      "timedOut",
      "old",
      "old+A",
      "A+B",
      "doubtful",
      "weakened",
    ],
    finalChecks: ["passed", "none"],
    verdicts: ["pass", "fail otherwise"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "three tasks in a chain, and actors that fail",
    tasks: [task("T1"), task("T2", ["T1"]), task("T3", ["T2"])],
    limits: { ...small, maxIterations: 4, callRetries: 1 },
    failures: ["provider", "model"],
  },
  {
    ...oneTask,
    name: "three tasks side by side, where checks may go missing",
    tasks: [task("T1"), task("T2"), task("T3")],
    limits: { ...small, maxIterations: 4 },
    baseline: ["couldNotRun"],
    checks: ["passed", "couldNotRun", "A"],
    finalChecks: ["passed", "couldNotRun"],
  },
  {
    ...oneTask,
    ...oneError,
    name: "four tasks in a diamond, with fixes",
    tasks: [task("T1"), task("T2", ["T1"]), task("T3", ["T1"]), task("T4", ["T2", "T3"])],
    limits: { ...small, maxIterations: 5 },
  },
  {
    ...oneTask,
    ...oneError,
    name: "two tasks and every command on a budget",
    tasks: [task("T1"), task("T2", ["T1"])],
    limits: { ...small, maxIterations: 3, callRetries: 1, budget: { tokens: 60 } },
    tokens: 10,
    verdicts: ["pass"],
    failures: ["provider"],
    commands: everyCommand,
  },
];

export function task(id: string, dependsOn: string[] = []): PlannedTask {
  return { id, title: id, description: id, files: ["a.js"], acceptance: ["works"], dependsOn };
}

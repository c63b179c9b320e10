import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { AcceptanceTests } from "../../contracts/acceptance-tests.js";
import type { Checkpoint, ProbeInput, ProbeOutput } from "../../contracts/actor.js";
import type { Check, CheckResult } from "../../contracts/check.js";
import type { Checkpoints } from "../../contracts/checkpoints.js";
import { errorWords } from "../../contracts/error-words.js";
import type { Probe } from "../../contracts/evidence.js";
import { createWorkspaces, type Workspace } from "../workspaces/workspaces.js";
import { tryFailingTests } from "./failing-tests.js";
import type { SeededFault } from "./faults/seed-faults.js";
import type { Trial } from "./judge-trial.js";
import { type PreparedChange, prepareChange } from "./prepared-change.js";
import {
  checksWithTests,
  type Noticing,
  noticed,
  patienceFor,
  runInCopy,
  testingChecks,
} from "./tried-checks.js";

export interface ProberOptions {
  /** Absolute. */
  worktree: string;
  /** The run's folder, which holds the checkpoints' trees. */
  stateFolder: string;
  checkpoints: Checkpoints;
}

export interface Prober {
  /**
   * The probe actor: in a copy of the tree, takes the change back and keeps its tests, or seeds one small fault into
   * the change, and runs the checks that run tests. Each call tries one thing more.
   *
   * @throws ActorError of `checks` when there can be no copy that tells the truth
   * @throws the reason of the signal, once no process of a check is left
   */
  probe(input: ProbeInput, signal: AbortSignal): Promise<ProbeOutput>;
  /**
   * Runs new tests alone on a tree that has no change yet; each of them must fail. Without a copy that tells the truth
   * nobody sees it, and neither where no check runs tests or the time is up.
   *
   * @throws the reason of the signal, once no process of a check is left
   */
  tryFailing(tests: AcceptanceTests, on: TestedTree, signal: AbortSignal): Promise<Trial>;
  /** Removes the copy. */
  close(): Promise<void>;
}

/** Where new tests are tried. */
export interface TestedTree {
  checkpoint: Checkpoint;
  checks: readonly Check[];
  /** For all of it. */
  seconds: number;
}

/** What is known of a change that is being tried. */
interface ChangeTrial {
  key: string;
  change: PreparedChange;
  checks: Check[];
  /** What the checks say of the change in the copy, by check and files. */
  controls: Map<string, CheckResult>;
  /** The place of the next fault. */
  next: number;
  isTakenBack: boolean;
  /** All tests ran without the change, and not only those that are related to it. */
  isWholeTried: boolean;
}

export function createProber({ worktree, stateFolder, checkpoints }: ProberOptions): Prober {
  let workspaces = createWorkspaces({ worktree, stateFolder });
  let trial: ChangeTrial | undefined;

  async function trialOf(input: ProbeInput): Promise<ChangeTrial | undefined> {
    const key = `${input.taskId} ${input.attempt} ${input.checkpoint.tree}`;
    if (trial?.key === key) return trial;
    const change = await prepareChange(input.checkpoint, { worktree, checkpoints });
    if (!change) return undefined;
    const checks = await testingChecks(input.checks, worktree);
    const { tried } = input;
    trial = {
      key,
      change,
      checks,
      controls: new Map(),
      next: afterLast(change.faults, tried),
      isTakenBack: tried.length > 0,
      isWholeTried: tried.slice(1).some(({ file }) => file === undefined),
    };
    return trial;
  }

  async function tryOut(input: ProbeInput, signal: AbortSignal): Promise<Outcome> {
    if (input.checkpoint.tree === null) return over("notTried", "without git there is no copy of the tree");
    const current = await trialOf(input);
    if (!current) return over("notTried", "without git there is no copy of the tree");
    const { change, checks } = current;
    if (checks.length === 0) return over("notTried", "there are no checks");
    if (change.before.size === 0) return over("nothing", "only tests were changed");
    if (change.faults.length === 0 && input.isForReview) return over("nothing");
    const deadline = performance.now() + input.deadlineSeconds * 1_000;
    const secondsLeft = () => (deadline - performance.now()) / 1_000;
    const noMore = (): Outcome => over(input.tried.length > 0 ? "tried" : "notTried", "the time was up");
    while (secondsLeft() > 0) {
      const attempt = nextAttempt(current, input);
      if (!attempt && input.tried.length > 0) return over("tried");
      if (!attempt)
        return change.faults.length === 0 ? over("nothing") : over("notTried", "no fault in it can be run");
      const run = { workspaces, change, checks, controls: current.controls, secondsLeft, signal };
      const result = await runAttempt(attempt, run);
      if (result === "outOfTime") return noMore();
      if (typeof result === "string") return over("notTried", result);
      if (attempt.fault) current.next += 1;
      else if (attempt.isWhole) current.isWholeTried = true;
      else current.isTakenBack = true;
      if (result.outcome === "invalid") continue;
      // Prose, settings and pictures: where nothing looks at them, only a reviewer can.
      if (result.outcome === "survived" && change.faults.length === 0) return over("nothing");
      return { attempt, result };
    }
    return noMore();
  }

  return {
    async probe(input, signal) {
      const started = performance.now();
      const outcome = await tryOut(input, signal);
      const seconds = Math.round(performance.now() - started) / 1_000;
      if ("state" in outcome) return { ...outcome, seconds };
      return { probe: toProbe(outcome, seconds), seconds };
    },
    async tryFailing(tests, { checkpoint: { tree }, checks, seconds }, signal) {
      if (tree === null) return { outcome: "unseen", reason: "without git there is no copy of the tree" };
      const testing = await checksWithTests(checks, worktree);
      if (testing.length === 0) return { outcome: "unseen", reason: "no check of a task runs tests" };
      const late = AbortSignal.timeout(seconds * 1_000);
      const either = AbortSignal.any([signal, late]);
      try {
        return await workspaces.use(tree, either, (workspace) =>
          tryFailingTests(tests, testing, workspace, either),
        );
      } catch (error) {
        signal.throwIfAborted();
        if (late.aborted) return { outcome: "unseen", reason: `it takes longer than ${seconds} s` };
        return { outcome: "unseen", reason: errorWords(error) };
      }
    },
    async close() {
      await workspaces.close();
      workspaces = createWorkspaces({ worktree, stateFolder });
      trial = undefined;
    },
  };
}

type Outcome =
  | { state: "tried" | "nothing" | "notTried"; reason?: string }
  | { attempt: Attempt; result: Tried };

function over(state: "tried" | "nothing" | "notTried", reason?: string): Outcome {
  return { state, ...(reason !== undefined && { reason }) };
}

/** The whole change, or one fault in it. */
interface Attempt {
  fault?: SeededFault;
  /** All tests run, and not only those that are related. */
  isWhole?: true;
  /** What the files hold; `undefined`: they are not there. */
  files: ReadonlyMap<string, string | undefined>;
}

/** That nothing notices is only said after all tests ran without the change. */
function nextAttempt(
  { change, isTakenBack, isWholeTried, next }: ChangeTrial,
  { tried, faults }: ProbeInput,
): Attempt | undefined {
  if (!isTakenBack) return { files: change.before };
  const fault = change.faults[next];
  const seeded = tried.filter(({ file }) => file !== undefined);
  if (fault && seeded.length < faults) return { fault, files: new Map([[fault.path, fault.text]]) };
  const isNoticed = tried.some(({ outcome }) => outcome === "noticed");
  return isNoticed || isWholeTried ? undefined : { files: change.before, isWhole: true };
}

interface Tried extends Noticing {
  outcome: "noticed" | "survived" | "invalid";
}

interface AttemptOptions {
  workspaces: ReturnType<typeof createWorkspaces>;
  change: PreparedChange;
  checks: readonly Check[];
  controls: Map<string, CheckResult>;
  secondsLeft(): number;
  signal: AbortSignal;
}

/** What the checks say of an attempt, in turn, until one notices. A text says why the copy cannot tell. */
async function runAttempt(
  { fault, files, isWhole }: Attempt,
  { workspaces, change, checks, controls, secondsLeft, signal }: AttemptOptions,
): Promise<Tried | "outOfTime" | string> {
  const paths = isWhole ? undefined : [...files.keys()];
  let isExecuted = false;
  for (const check of checks) {
    const key = `${check.name}\n${paths?.join("\n") ?? ""}`;
    const run = (workspace: Workspace, most: number) =>
      runInCopy(check, paths, workspace, Math.max(1, Math.ceil(Math.min(most, secondsLeft()))), signal);
    const control =
      controls.get(key) ??
      (await workspaces.use(change.tree, signal, (workspace) => run(workspace, check.timeoutSeconds)));
    controls.set(key, control);
    if (control.outcome === "timedOut") return "outOfTime";
    if (control.outcome !== "passed" && control.outcome !== "failed") continue;
    if (control.outcome === "failed" && !control.passed) continue;
    if (secondsLeft() <= 0) return "outOfTime";
    const isCut = patienceFor(control.seconds) > secondsLeft();
    const result = await workspaces.use(change.tree, signal, async (workspace) => {
      await writeFiles(workspace.folder, files);
      return run(workspace, patienceFor(control.seconds));
    });
    if (result.outcome === "timedOut" && isCut) return "outOfTime";
    const noticing = noticed(result, control);
    // Of a change that is no code, that what needs it cannot even start says enough.
    if (noticing === "invalid" && change.faults.length > 0) continue;
    isExecuted = true;
    if (noticing === "invalid") return { outcome: "noticed", by: [check.name] };
    if (noticing !== undefined) return { outcome: "noticed", ...noticing };
  }
  if (!isExecuted && !fault && [...controls.values()].every(({ outcome }) => outcome !== "passed"))
    return silence([...controls.values()]);
  return { outcome: isExecuted ? "survived" : "invalid", by: [] };
}

function silence(controls: readonly CheckResult[]): string {
  const [first] = controls;
  return first
    ? `in a copy of the tree ${first.name} does not pass${first.reason ? `: ${first.reason}` : ""}`
    : "no check runs in a copy of the tree";
}

async function writeFiles(folder: string, files: ReadonlyMap<string, string | undefined>): Promise<void> {
  for (const [path, text] of files) {
    const place = join(folder, path);
    if (text === undefined) await rm(place, { force: true });
    else {
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, text);
    }
  }
}

/** The place behind the fault that was tried last. */
function afterLast(faults: readonly SeededFault[], tried: readonly Probe[]): number {
  const last = tried.findLast(({ file }) => file !== undefined);
  return (
    faults.findIndex(
      ({ path, line, after }) => path === last?.file && line === last.line && after === last.after,
    ) + 1
  );
}

const mostNames = 3;

function toProbe(
  { attempt: { fault }, result }: Extract<Outcome, { attempt: Attempt }>,
  seconds: number,
): Probe {
  const told = { outcome: result.outcome === "noticed" ? "noticed" : "survived", seconds } as const;
  const { tests } = result;
  const who = { by: result.by.slice(0, mostNames), ...(tests !== undefined && { tests }) };
  if (!fault) return { kind: "change taken back", ...told, ...who };
  const { path, line, before, after, kind } = fault;
  return { kind, file: path, line, before, after, ...told, ...who };
}

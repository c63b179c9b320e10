import type { Check, CheckError, CheckOutcome, TestCounts } from "../../contracts/check.js";
import { errorLines, plainError } from "./error-lines.js";
import { couldNotRun, killedBy } from "./output/could-not-run.js";
import { ranNothing } from "./output/ran-nothing.js";
import { type OutputReading, readOutput } from "./output/read-output.js";
import { stoppedEarly } from "./output/stopped-early.js";
import { reportedCounts, reportedErrors } from "./reported-errors.js";
import type { TestReport } from "./results/test-report.js";
import type { CommandEnd } from "./run-command.js";
import type { ScriptCommand } from "./script/read-script.js";
import { runnerOf, runsTests } from "./script/test-runners.js";

/** What a check left when it had ended. */
export interface EndedCheck {
  check: Check;
  /** The commands that it leads to. */
  commands: readonly ScriptCommand[];
  end: CommandEnd;
  printed: string;
  /** What its runners wrote; `undefined` where they wrote nothing. */
  report: TestReport | undefined;
  /** Errors outside of tests can be missing from it. */
  missesCrashes: boolean;
  /** Absolute; files are told relative to it. */
  worktree: string;
}

export interface Verdict extends TestCounts {
  exitCode: number | null;
  outcome: CheckOutcome;
  reason?: string;
  runsTests: boolean;
  errors: CheckError[];
  lines?: CheckError[];
  /** Its tests by name, where they are known. */
  report?: TestReport | undefined;
}

/** Whether a check passed: by what it executed and what of it failed, and by its exit code only where nothing else tells. */
export function judgeCheck(ended: EndedCheck): Verdict {
  const { check, commands, end, printed, worktree } = ended;
  const isTest = runsTests(check.name, commands);
  if (end.type === "unspawned") return unable(check, isTest, end.error.message);
  if (end.type === "watches") {
    return unable(check, isTest, `it watches for changes and does not end; let it run once (${end.once})`);
  }
  const reading = readOutput(check.name, printed, worktree);
  if (end.type === "timedOut") {
    const late = plainError(`check ${check.name} timed out after ${check.timeoutSeconds} s`);
    return { ...unknown(isTest), outcome: "timedOut", errors: [late, ...reading.errors] };
  }
  const report = completeReport(ended.report, reading);
  const counts = report ? reportedCounts(report) : (reading.counts ?? noCounts);
  const ran: Ran = {
    ...ended,
    ...counts,
    report: report ?? reading.report,
    exitCode: end.exitCode,
    isWritten: report !== undefined,
    reading,
    runsTests: isTest || counts.executed !== null,
  };
  const isLost = commands.some(({ isExitCodeLost }) => isExitCodeLost);
  const { exitCode, signal } = end;
  const isDoubtful = (exitCode !== 0 || isLost) && !counts.passed;
  const missing =
    killedBy(exitCode, signal) ??
    (isDoubtful ? couldNotRun({ exitCode, signal, output: printed, command: check.command }) : undefined);
  if (missing !== undefined) return unable(check, ran.runsTests, missing);
  const isUntold = check.results !== undefined && ended.report === undefined && end.exitCode === 0;
  const nothing = isUntold ? `there are no results in ${check.results}` : emptiness(ran);
  if (nothing !== undefined) return empty(ran, nothing);
  if (end.exitCode !== 0 || counts.failed || crashesOf(ran).length > 0) return failed(ran);
  if (isLost && reading.errors.length > 0) return failed(ran);
  if (isLost && counts.executed === null) return unsure(ran);
  return told(ran, "passed", []);
}

interface Ran extends EndedCheck, TestCounts {
  exitCode: number;
  /** The report is what runners wrote, and not what they printed. */
  isWritten: boolean;
  reading: OutputReading;
  runsTests: boolean;
}

const noCounts: TestCounts = { executed: null, passed: null, failed: null, skipped: null };

function unknown(isTest: boolean) {
  return { exitCode: null, runsTests: isTest, ...noCounts };
}

/** Results of some of a check's runners are not its results. */
function completeReport(report: TestReport | undefined, { counts }: OutputReading): TestReport | undefined {
  return report && reportedCounts(report).executed < (counts?.executed ?? 0) ? undefined : report;
}

function crashesOf({ isWritten, report }: Ran) {
  return isWritten ? (report?.crashes ?? []) : [];
}

/** Why nothing was executed, whatever the exit code says. */
function emptiness(ran: Ran): string | undefined {
  const { executed, skipped, exitCode, printed, reading } = ran;
  if (crashesOf(ran).length > 0 || executed) return undefined;
  if (exitCode !== 0 && reading.errors.length > 0) return undefined;
  if (executed === 0 && skipped) return `all ${skipped} are skipped`;
  const counts = executed === null ? undefined : pickCounts(ran);
  const nothing = ranNothing({ exitCode, output: printed, counts });
  if (nothing !== undefined) return nothing;
  return executed === 0 && exitCode === 0 && reading.errors.length === 0 ? "there are none" : undefined;
}

function pickCounts({ executed, passed, failed, skipped }: TestCounts): TestCounts {
  return { executed, passed, failed, skipped };
}

function told(ran: Ran, outcome: CheckOutcome, errors: CheckError[], reason?: string): Verdict {
  const { exitCode, runsTests, report } = ran;
  return {
    exitCode,
    outcome,
    ...(reason ? { reason } : {}),
    runsTests,
    ...pickCounts(ran),
    errors,
    report,
  };
}

function unable(check: Check, isTest: boolean, reason: string): Verdict {
  const errors = [plainError(`check ${check.name} could not run: ${reason}`)];
  return { ...unknown(isTest), outcome: "couldNotRun", reason, errors };
}

function empty(ran: Ran, reason: string): Verdict {
  return told(ran, "ranNothing", [plainError(`check ${ran.check.name} ran nothing: ${reason}`)], reason);
}

/** The exit code is another command's, as of `|| true` and `| tee`: only what was read tells. */
function unsure(ran: Ran): Verdict {
  return told(ran, "cannotTell", [], "its command hides its exit code, and its output does not tell");
}

function failed(ran: Ran): Verdict {
  const { check, commands, printed, worktree, reading, isWritten, report } = ran;
  const written = isWritten && report ? reportedErrors(report, worktree) : [];
  const errors = written.length > 0 ? [...written, ...besideTests(ran)] : reading.errors;
  // What other commands of the check printed is in no report.
  const isTold = written.length > 0 && commands.every((command) => runnerOf(command) !== undefined);
  const isComplete = isTold || reading.isComplete;
  const verdict = told(
    ran,
    "failed",
    errors.length > 0 ? errors : errorLines(check.name, printed, worktree),
    stoppedEarly(printed) ?? stoppedChain(ran),
  );
  return isComplete ? verdict : { ...verdict, lines: reading.lines };
}

/** What other commands of the check found, in files in which no test is. */
function besideTests({ commands, missesCrashes, reading, report }: Ran): CheckError[] {
  if (!missesCrashes && commands.every((command) => runnerOf(command) !== undefined)) return [];
  const testFiles = new Set(report?.tests.map(({ file }) => file));
  return reading.errors.filter(
    ({ test, file }) => test === undefined && file !== undefined && !testFiles.has(file),
  );
}

/** After a failure the next runner of a chain does not get its turn. */
function stoppedChain({ commands, exitCode }: Ran): string | undefined {
  if (exitCode === 0) return undefined;
  const runners = commands.filter((command) => runnerOf(command) !== undefined && !command.isRepeated);
  return runners.length > 1
    ? "one of its test commands failed, and those after it may not have run"
    : undefined;
}

import type { AcceptanceTests, Objection, TestFile } from "../../contracts/acceptance-tests.js";
import type {
  CoderInput,
  FixerInput,
  PlannerInput,
  ReviewerInput,
  SearcherInput,
  SeenError,
  TaskBrief,
  TesterInput,
} from "../../contracts/actor.js";
import type { CheckResult } from "../../contracts/check.js";
import type { Probe } from "../../contracts/evidence.js";
import type { Findings } from "../../contracts/findings.js";
import { oneLine } from "../../contracts/one-line.js";
import { type BriefPart, fitBrief } from "./fit-brief.js";
import { reviewPoints } from "./review/review-points.js";

const errorsShown = 30;
/** Of what failed before, in characters. */
const longestError = 300;

/**
 * What each agent is told in its one message. Plain headings: weak models follow them best. `room` is how long it may
 * be, as of `briefRoom`.
 */

export function plannerBrief(
  { request, limits, guidance, draft }: PlannerInput,
  projectFacts: string,
  room?: number,
): string {
  return sections(
    room,
    ["Request", request],
    ["Your last plan, which the user wants changed", draft && JSON.stringify(draft)],
    ["The user adds", guidance],
    ["Project", projectFacts],
    ["Limits", `At most ${limits.maxTasks} tasks, at most ${limits.maxFilesPerTask} files a task.`],
  );
}

export function searcherBrief({ task, planSummary, guidance }: SearcherInput, room?: number): string {
  return sections(
    room,
    ["Task", taskText(task)],
    ["The plan it belongs to", planSummary],
    ["The user adds", guidance],
  );
}

/** The reviewer writes tests for once, by another tool than its own. */
export function testerBrief(input: TesterInput, room?: number): string {
  const { task, planSummary, findings, changedSince, objections, guidance } = input;
  return sections(
    room,
    ["What to do", objections ? amendTests : writeTests],
    ["Task", taskText(task)],
    ["The plan it belongs to", planSummary],
    ["What the searcher found", findingsText(findings)],
    ["Changed since the search", changedText(changedSince)],
    ["What is said against the tests", objections && objectionsText(objections.against)],
    ["The tests", objections?.tests.files.map(fileText).join("\n")],
    ["The user adds", guidance],
  );
}

const writeTests =
  "Nothing is changed yet. Write the tests that prove each acceptance criterion, and call `submit_tests` instead of `submit_review`. New test files only, like the tests that are there: the same runner, folder and names. Each test must fail now, and pass once its criterion is met; test what the task says, not how it is done. Where no test can prove a criterion, leave it out; where none can be written at all, say why in `reason`.";

const amendTests =
  "You wrote these tests before the code. Whoever wrote the code says that some of them contradict the task. Where that is right, hand in all files again with the tests amended; where it is wrong, hand in no files and say why in `reason`. The task decides, not the code. Call `submit_tests` instead of `submit_review`.";

function objectionsText(objections: readonly Objection[]): string {
  return objections.map(({ test, reason }) => `- ${test}: ${reason}`).join("\n");
}

function fileText({ path, content }: TestFile): string {
  return `${path}:\n${fenced(content)}`;
}

/** What coder and fixer hear of tests that were there before them. */
function testsText(tests: AcceptanceTests | undefined): string {
  if (!tests || tests.files.length === 0) return "";
  return [
    ...tests.covers.map(({ test, criterion }) => `- ${test}: ${criterion}`),
    `In ${tests.files.map(({ path }) => path).join(", ")}. Make them pass, and do not change them: what you change there is put back. The task decides: where one contradicts it, do not bend the code, say so in \`objections\`.`,
  ].join("\n");
}

export function coderBrief(
  { task, planSummary, findings, changedSince, tests, metErrors, guidance }: CoderInput,
  room?: number,
): string {
  return sections(
    room,
    ["Task", taskText(task)],
    ["Tests of this task", testsText(tests)],
    ["The plan it belongs to", planSummary],
    ["Errors to avoid", metErrors && metErrorsText(metErrors)],
    ["What the searcher found", findingsText(findings)],
    ["Changed since the search", changedText(changedSince)],
    ["The user adds", guidance],
  );
}

function metErrorsText(errors: readonly SeenError[]): string {
  const told = errors.map((error) => ({ ...error, seen: 1 }));
  return ["Earlier attempts failed with these, and are rolled back:", errorsText(told)].join("\n");
}

export function reviewerBrief(input: ReviewerInput, diff: string, room?: number): string {
  const points = reviewPoints(input).map(({ text, error }, index) => ({
    line: `${index + 1}. ${oneLine(text, error ? longestError : Number.POSITIVE_INFINITY)}`,
    isError: error !== undefined,
  }));
  const criteria = points.flatMap(({ line, isError }) => (isError ? [] : line));
  const failed = points.flatMap(({ line, isError }) => (isError ? line : []));
  return sections(
    room,
    ["Task", taskText(input.task, criteria)],
    ["What failed before", failed.length > 0 ? [failedBefore, ...failed].join("\n") : ""],
    ["The plan it belongs to", input.planSummary],
    ["Checks", checksText(input.checks)],
    ["Changed files that the task did not name", input.unplannedFiles.join("\n")],
    ["What this change takes away from the checks", weakeningsText(input.weakenings)],
    ["Diff of the task", diff || noDiff(input)],
    ["The user adds", input.guidance],
  );
}

const failedBefore =
  "The last verification found these, and the change was fixed since. Answer each by its number, like a criterion: met if it is fixed, with what proves it now.";

/** A review without a task: what is judged stands for itself. */
export function examinerBrief(subject: string, guidance: string | undefined, room?: number): string {
  return sections(
    room,
    [
      "Review",
      "There is no task and no check has run. Judge whether it is correct, complete and safe; an error names its file and line, or what is wrong.",
    ],
    ["What to judge", subject],
    ["The user adds", guidance],
  );
}

export function fixerBrief(input: FixerInput, diff: string, room?: number): string {
  return sections(
    room,
    ["Task", taskText(input.task)],
    ["Errors to fix", errorsText(input.errors)],
    ["Tests of this task", testsText(input.tests)],
    ["Survivors: faults seeded into the change that no test noticed", survivorsText(input.survivors)],
    ...input.failedChecks.map((check): [string, string] => [
      `Output of ${check.name} (\`${check.command}\`)`,
      fenced(check.output),
    ]),
    ["The user adds", input.guidance],
    ["Diff of the task so far", diff],
    ["The plan it belongs to", input.planSummary],
  );
}

function sections(
  room = Number.POSITIVE_INFINITY,
  ...parts: [heading: string, text: string | undefined][]
): string {
  return fitBrief(
    parts.flatMap(([heading, text]): BriefPart[] => (text ? [[heading, text]] : [])),
    room,
  );
}

function taskText(
  { id, title, description, files, acceptance }: TaskBrief,
  criteria = acceptance.map((criterion) => `- ${criterion}`),
): string {
  return [
    `${id}: ${title}`,
    "",
    description,
    "",
    ...(files.length > 0 ? ["Files:", ...files.map((file) => `- ${file}`)] : []),
    "Acceptance criteria:",
    ...criteria,
  ].join("\n");
}

function survivorsText(survivors: readonly Probe[]): string {
  return survivors
    .map(({ file, line, before = "", after = "" }) =>
      oneLine(`- ${file}:${line} "${before.trim()}" as "${after.trim()}"`, 300),
    )
    .join("\n");
}

function findingsText({ summary, findings }: Findings): string {
  return [
    summary,
    ...findings.map(({ file, lines, note }) => `- ${file}${lines ? `:${lines}` : ""} ${note}`),
  ].join("\n");
}

/** The task before this one was still worked on when these files were read. */
function changedText(files: readonly string[] = []): string {
  if (files.length === 0) return "";
  return [
    ...files.map((file) => `- ${file}`),
    "Read these again: what was found in them may be outdated.",
  ].join("\n");
}

/** Outside git nobody can tell; inside, an empty diff is a fact that the reviewer must know. */
function noDiff({ changedFiles }: ReviewerInput): string {
  return changedFiles?.length === 0
    ? "NOTHING WAS CHANGED, as far as git sees: it does not look at ignored files. Pass only if the files meet every criterion as they are."
    : "No diff can be shown. Read the files that the task names.";
}

/** The reviewer is asked only where the checks add no error. */
const before = " (no worse than before the mission: not this change's doing)";

function checksText(checks: readonly CheckResult[]): string {
  if (checks.length === 0) return "There are none, or none could run: your judgement is the only one.";
  return checks
    .map((check) => {
      const { name, command, outcome, exitCode, executed, skipped, reason } = check;
      const facts = [
        reason ? `${outcomes[outcome]} (${reason})` : outcomes[outcome],
        exitCode === null ? "" : `exit code ${exitCode}`,
        executed === null ? "" : `${executed} tests executed`,
        skipped ? `${skipped} skipped` : "",
      ];
      const old = outcome === "failed" || outcome === "timedOut" ? before : "";
      return `- ${name} (\`${command}\`): ${facts.filter(Boolean).join(", ")}${old}`;
    })
    .join("\n");
}

const outcomes: Record<CheckResult["outcome"], string> = {
  passed: "passed",
  failed: "failed",
  timedOut: "timed out",
  couldNotRun: "could not run",
  ranNothing: "ran nothing",
  cannotTell: "cannot tell",
};

function weakeningsText(weakenings: ReviewerInput["weakenings"]): string {
  if (weakenings.length === 0) return "";
  return [
    ...weakenings.slice(0, errorsShown).map(({ text }) => `- ${text}`),
    ...(weakenings.length > errorsShown
      ? [`… and ${weakenings.length - errorsShown} more: too many to agree to`]
      : []),
    "The checks cannot see what they no longer look at. Pass only if the task asks for each of these and the criteria are still tested; a pass says that you agree to all of them.",
  ].join("\n");
}

function errorsText(errors: readonly SeenError[]): string {
  const shown = errors.slice(0, errorsShown).map((error) => `- ${error.text}${seenText(error.seen)}`);
  const more = errors.length > errorsShown ? [`… and ${errors.length - errorsShown} more`] : [];
  return [...shown, ...more].join("\n");
}

function seenText(seen: number): string {
  return seen > 1 ? ` (seen ${seen} times: the last attempt did not fix it)` : "";
}

function fenced(output: string): string {
  return `\`\`\`\n${output.replaceAll("```", "ˋˋˋ").trim()}\n\`\`\``;
}

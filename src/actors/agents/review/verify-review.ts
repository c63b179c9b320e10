import type { ReviewerInput } from "../../../contracts/actor.js";
import type { CheckResult } from "../../../contracts/check.js";
import { oneLine } from "../../../contracts/one-line.js";
import type { Review } from "../../../contracts/review.js";
import { type Executed, executedTests, problemOfName } from "./executed-tests.js";
import { findPoint, plainWords } from "./find-point.js";
import { namedPlaces } from "./named-places.js";
import { problemOfPlace, type TaskFiles } from "./place-facts.js";
import type { ReviewPoint } from "./review-points.js";

/** What is known of the task that is reviewed. */
export interface ReviewFacts extends Pick<ReviewerInput, "task" | "changedFiles" | "checks"> {
  /** Absolute. */
  folder: string;
  points: readonly ReviewPoint[];
}

/**
 * Holds what a review calls met against the facts: each evidence is a place that exists, in a file that the task changed
 * or names or in a test, or the name of a test that was executed and passed, or of a check whose tests have no names.
 *
 * @returns what does not hold, for the reviewer to read
 */
export async function verifyReview(
  { criteria = [] }: Review,
  { task, changedFiles, checks, folder, points }: ReviewFacts,
  signal: AbortSignal,
): Promise<string | undefined> {
  const files: TaskFiles = { folder, changed: changedFiles, named: task.files };
  const executed = await executedTests(checks);
  const problems: string[] = [];
  for (const { criterion, evidence } of criteria.filter(({ met }) => met)) {
    signal.throwIfAborted();
    const number = findPoint(criterion, points) ?? 0;
    const point = points[number];
    const isCheckEnough = point?.error !== undefined || isAboutChecks(criterion, checks);
    const problem = await problemOfEvidence(evidence, files, executed, isCheckEnough);
    if (problem) problems.push(`- criteria ${number + 1}: ${problem}`);
  }
  if (problems.length === 0) return undefined;
  return [...problems, choices(files, executed)].join("\n");
}

async function problemOfEvidence(
  evidence: string,
  files: TaskFiles,
  executed: Executed,
  isCheckEnough: boolean,
): Promise<string | undefined> {
  if (evidence.trim() === "") return "evidence is missing";
  const places = namedPlaces(evidence, [...(files.changed ?? []), ...files.named]);
  const problems: string[] = [];
  for (const place of places) {
    const problem = await problemOfPlace(place, files);
    if (problem === undefined) return undefined;
    problems.push(problem);
  }
  const named = problemOfName(evidence, executed, isCheckEnough);
  if (named === undefined) return undefined;
  return problems[0] ?? (named || `"${oneLine(evidence, 80)}" is no place and no test that ran`);
}

/** What a check as a whole shows, and none of its tests. */
function isAboutChecks(criterion: string, checks: readonly CheckResult[]): boolean {
  const words = plainWords(criterion);
  return (
    passing.test(words) || checks.some(({ command }) => ` ${words} `.includes(` ${plainWords(command)} `))
  );
}

const passing =
  /\b(?:checks?|tests?|suites?|lint\w*|types?|typecheck|build)\b.*\b(?:pass(?:es)?|succeeds?|green|clean)\b|\bstill works?\b|\berrors? (?:is|are) gone\b/;

/** In words that a model can act on. */
function choices({ changed, named }: TaskFiles, { tests, checks }: Executed): string {
  const files = [...new Set([...(changed ?? []), ...named])].slice(0, 8);
  const whole = checks.filter(({ listsTests }) => !listsTests).map(({ name }) => name);
  const ways = [
    `"path:line" in ${files.length > 0 ? `${files.join(", ")} or ` : ""}a test file`,
    ...(tests.length > 0 ? ["the name of a test that passed"] : []),
    ...(whole.length > 0 ? [`the check ${whole.join(" or ")}`] : []),
  ];
  return `evidence is ${ways.join(", or ")}. Read the file; if nothing shows it, set met to false.`;
}

import type { CriterionAnswer } from "../contracts/review.js";

/**
 * A scripted reviewer's answers to all that its brief numbers: each is met.
 *
 * @param evidence of the first ones; the others name the first line of the task's files and the checks that passed
 */
export function answeredCriteria(brief: string, evidence: readonly string[] = []): CriterionAnswer[] {
  const [, criteria = ""] = /^Acceptance criteria:\n([\s\S]*?)(?:\n\n## |$(?![\s\S]))/m.exec(brief) ?? [];
  const [, failed = ""] = /^## What failed before\n([\s\S]*?)(?:\n\n## |$(?![\s\S]))/m.exec(brief) ?? [];
  const numbers = [...`${criteria}\n${failed}`.matchAll(/^(\d+)\. /gm)].map((match) => match[1] ?? "");
  const fallback = [...filesOf(brief).map((file) => `${file}:1`), ...passedChecks(brief)].join(", ");
  return numbers.map((criterion, index) => ({ criterion, met: true, evidence: evidence[index] ?? fallback }));
}

function filesOf(brief: string): string[] {
  const [, named = ""] = /^Files:\n((?:- .*\n)+)/m.exec(brief) ?? [];
  const changed = [...brief.matchAll(/^\+\+\+ b\/(.+)$/gm)].map((match) => match[1] ?? "");
  return [...new Set([...[...named.matchAll(/^- (.+)$/gm)].map((match) => match[1] ?? ""), ...changed])];
}

function passedChecks(brief: string): string[] {
  return [...brief.matchAll(/^- (.+) \(`.*`\): passed/gm)].map((match) => match[1] ?? "");
}

import { oneLine } from "../contracts/one-line.js";
import type { Report } from "../contracts/report.js";

/** The acceptance criteria of all tasks as the reviewer answered them, a line each with what shows it; a blank line ends them. */
export function criteriaLines({ tasks }: Pick<Report, "tasks">): string[] {
  const lines = tasks.flatMap(({ id, criteria = [] }) =>
    criteria.map(({ criterion, met, evidence, failedBefore }) => {
      const what = oneLine(`${failedBefore ? "fixed: " : ""}${criterion}`);
      return `  ${id} ${met ? "✓" : "✗"} ${what}${evidence ? ` — ${oneLine(evidence)}` : ""}`;
    }),
  );
  return lines.length > 0 ? ["Criteria:", ...lines, ""] : [];
}

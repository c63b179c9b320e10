import type { Probe } from "../contracts/evidence.js";
import { oneLine } from "../contracts/one-line.js";
import type { Report } from "../contracts/report.js";
import { survivorsOf } from "../machine/noticing.js";

type Tasks = Pick<Report, "tasks">;

/** The seeded faults of all tasks that no test noticed, a small diff each; a blank line ends them. */
export function survivorLines(report: Tasks): string[] {
  const lines = survivors(report).flatMap(([id, { kind, file, line, before = "", after = "" }]) => [
    `  ${id} ${file}:${line} (${kind})`,
    `    - ${oneLine(before)}`,
    `    + ${oneLine(after)}`,
  ]);
  return lines.length > 0 ? ["Survivors:", ...lines, ""] : [];
}

const shown = 3;

/** The same for the end of a turn, whose words stay in the session: a line each, and no more than three. */
export function survivorSummary(report: Tasks): string[] {
  const all = survivors(report);
  const lines = all
    .slice(0, shown)
    .map(
      ([id, { file, line, before = "", after = "" }]) =>
        `${id} ${file}:${line} \`${oneLine(before, 60)}\` as \`${oneLine(after, 60)}\``,
    );
  const more = all.length > shown ? [`${all.length - shown} more`] : [];
  return lines.length > 0 ? [`No test notices: ${[...lines, ...more].join("; ")}`] : [];
}

function survivors({ tasks }: Tasks): [id: string, probe: Probe][] {
  return tasks.flatMap(({ id, evidence }) =>
    evidence ? survivorsOf(evidence).map((probe): [string, Probe] => [id, probe]) : [],
  );
}

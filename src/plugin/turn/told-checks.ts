import { configurationLine } from "../../actors/checks/configured-checks.js";
import { type Survey, surveyChecks } from "../../actors/checks/survey-checks.js";
import type { CheckResult } from "../../contracts/check.js";
import { count } from "../../contracts/count.js";
import { oneLine } from "../../contracts/one-line.js";
import type { Options } from "../../contracts/options.js";
import { secondsText } from "../../report/amounts.js";
import { lastSeconds } from "../../runs/last-seconds.js";

type ChecksOptions = Pick<Options, "checks">;

const mostRows = 5;
const mostLeftOut = 2;
const slowSeconds = 60;
const more = "`opencode-orchestrator checks`";

/** The checks beneath a plan: a short table, and what is left out. "" where they cannot be told. */
export async function planChecksText(folder: string, { checks: option }: ChecksOptions): Promise<string> {
  try {
    const survey = await surveyChecks(folder, option);
    const { checks } = survey;
    if (checks.length === 0) return [noChecks, ...leftOutLines(survey)].join("\n\n");
    const seconds = await lastSeconds(folder, checks);
    const columns = [
      { head: "Check", cell: ({ name, when }: Row) => (when === "final" ? `${name} (at the end)` : name) },
      { head: "Command", cell: ({ command }: Row) => command },
      { head: "Folder", cell: (row: Row) => row.folder ?? "" },
      { head: "Why", cell: ({ why }: Row) => why },
      {
        head: "Took",
        cell: ({ name }: Row) => (seconds.has(name) ? secondsText(seconds.get(name) ?? 0) : ""),
      },
    ].filter(({ cell }) => checks.some((check) => cell(check) !== ""));
    const hidden = checks.length - mostRows;
    const table = [
      columns.map(({ head }) => head),
      columns.map(() => "---"),
      ...checks.slice(0, mostRows).map((check) => columns.map(({ cell }) => oneCell(cell(check)))),
    ].map((cells) => `| ${cells.join(" | ")} |`);
    const rest = hidden > 0 ? [`and ${count(hidden, "more check")}: ${more}`] : [];
    return [table.join("\n"), ...rest, ...leftOutLines(survey)].join("\n\n");
  } catch {
    return "";
  }
}

/**
 * Where the checks that run after each change took more than a minute in all: that they did, and how to have the
 * slowest one at the end only. Else "".
 */
export async function slowChecksText(
  folder: string,
  { checks: option }: ChecksOptions,
  results: readonly CheckResult[],
): Promise<string> {
  if (sumOf(results) <= slowSeconds) return "";
  try {
    const { checks } = await surveyChecks(folder, option);
    const timed = results.flatMap(({ name, seconds, isCached }) => {
      const check = checks.find((each) => each.name === name && each.when === "task");
      return check && !isCached ? [{ check, seconds }] : [];
    });
    const [slowest] = timed.sort((one, other) => other.seconds - one.seconds);
    const seconds = sumOf(timed);
    if (!slowest || seconds <= slowSeconds) return "";
    const { why: _, ...check } = slowest.check;
    const line = configurationLine(option, { ...check, when: "final" });
    const others =
      timed.length > 1 ? `, ${check.name} alone ${secondsText(slowest.seconds)}` : ` (${check.name})`;
    return `The checks of each change took ${secondsText(seconds)}${others}. To run ${check.name} only at the end, add this to \`.opencode/orchestrator.jsonc\`: \`${line}\``;
  } catch {
    return "";
  }
}

function sumOf(timed: readonly { seconds: number }[]): number {
  return timed.reduce((sum, { seconds }) => sum + seconds, 0);
}

type Row = Survey["checks"][number];

const noChecks = "Checks: none found, so changes can only be reviewed, never verified";

/** Those without a substitute first: they are what may be missed. */
function leftOutLines({ leftOut }: Survey): string[] {
  if (leftOut.length === 0) return [];
  const ordered = [...leftOut].sort((a, b) => Number(a.instead.length > 0) - Number(b.instead.length > 0));
  const told = ordered.slice(0, mostLeftOut).map(({ name, why, instead }) => {
    const other = instead.length > 0 ? `; instead \`${oneLine(instead.join(", "), 80)}\`` : "";
    return `${name}: ${oneLine(why, 100)}${other}`;
  });
  const hidden = leftOut.length - told.length;
  return [`Left out: ${told.join(" · ")}${hidden > 0 ? ` · and ${hidden} more: ${more}` : ""}`];
}

function oneCell(text: string): string {
  return oneLine(text, 80).replaceAll("|", "\\|");
}

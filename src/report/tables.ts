import { oneLine } from "../contracts/one-line.js";
import type { Report } from "../contracts/report.js";
import { calledAgents, costText, tokensText } from "./amounts.js";

/** How the tasks of a report stand and what they used, as a Markdown table; nothing where there are none. */
export function taskTable({ tasks }: Report): string[] {
  const rows = tasks.map(({ id, title, status, attempts, reason, ...spending }) => [
    id,
    oneLine(title),
    status === "unverified" && reason ? `${status}: ${oneLine(reason)}` : status,
    String(attempts),
    tokensText(spending),
    costText(spending),
  ]);
  return table(["Task", "What", "Status", "Changes", "Tokens", "Cost"], rows);
}

/** What the agents used, as a Markdown table; nothing where none was called. */
export function agentTable(report: Report): string[] {
  const rows = calledAgents(report).map(({ role, calls, ...spending }) => [
    role,
    String(calls),
    tokensText(spending),
    costText(spending),
  ]);
  return table(["Agent", "Calls", "Tokens", "Cost"], rows);
}

/** A column that is empty in all rows is left out. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const isUsed = heads.map((_, column) => rows.some((row) => row[column] !== ""));
  const line = (cells: readonly string[]) =>
    `| ${cells
      .filter((_, column) => isUsed[column])
      .map((cell) => cell.replaceAll("|", "\\|"))
      .join(" | ")} |`;
  return [line(heads), line(heads.map(() => "---")), ...rows.map(line)];
}

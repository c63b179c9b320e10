import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Report } from "../contracts/report.js";
import type { Budget } from "../machine/context.js";

/** What the screen tells of a run. */
export interface ShownRun {
  report: Report;
  /** The report's status, `working`, or `interrupted` where the process that worked is gone. */
  standing: Report["status"] | "working" | "interrupted";
  /** The innermost active state, in the chart's own words, like `fixing › calling`; "" when it rests. */
  state: string;
  /** What it waits for, in a few words. */
  question?: { header: string; text: string };
  /** The changes made for the open task, and which of the fixer's attempts the last one is. */
  attempt?: { changes: number; retries: number; retryLimit: number };
  /** The limits as granted so far; a report of a run that has ended says nothing of them. */
  limits?: { iterations: number; budget: Budget; minutes: number };
}

const endings = ["verified", "unverified", "stopped", "failed"];

/** A run that has ended, from its report alone; nothing while it has none, or may go on. */
export async function readEndedRun(folder: string): Promise<ShownRun | undefined> {
  try {
    const report = JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as Report;
    if (report.version !== 1 || !endings.includes(report.status)) return undefined;
    return { report, standing: report.status, state: "" };
  } catch {
    return undefined;
  }
}

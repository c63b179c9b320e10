import { readFile } from "node:fs/promises";
import type { Check, CheckResult } from "../contracts/check.js";
import type { Report } from "../contracts/report.js";
import { parseLine, wholeLines } from "./read-journal.js";
import { runFiles, runFolders } from "./run-folder.js";

/** Of older runs nobody remembers what they were about. */
const mostRuns = 5;

type Timed = Pick<CheckResult, "name" | "command" | "seconds"> &
  Partial<Pick<CheckResult, "isPartial" | "isUntouched" | "isCached">>;

/**
 * How long checks took when they ran as a whole last, in seconds by name: from the newest run that has them. A check
 * whose command was another one then is not there.
 */
export async function lastSeconds(
  project: string,
  checks: readonly Pick<Check, "name" | "command">[],
): Promise<Map<string, number>> {
  const seconds = new Map<string, number>();
  for (const folder of (await runFolders(project)).slice(0, mostRuns)) {
    const missing = checks.filter(({ name }) => !seconds.has(name));
    if (missing.length === 0) break;
    const results = await timesOf(folder);
    for (const { name, command } of missing) {
      const last = results.findLast((result) => result.name === name && result.command === command);
      if (last) seconds.set(name, last.seconds);
    }
  }
  return seconds;
}

/** The results of a run's journal, else of its report. Replaying the run would cost more, and can fail. */
async function timesOf(folder: string): Promise<Timed[]> {
  const { journal, report } = runFiles(folder);
  const bytes = await readFile(journal).catch(() => Buffer.alloc(0));
  const lines = wholeLines(bytes).filter(({ text }) => text.includes('"results":['));
  const told = lines.flatMap(({ text }) => resultsOf(parseLine(text)));
  return (told.length > 0 ? told : await reported(report)).filter(isWhole);
}

function resultsOf(line: ReturnType<typeof parseLine>): Timed[] {
  if (line === undefined || !("event" in line)) return [];
  const { output } = line.event as { output?: { results?: unknown } };
  return Array.isArray(output?.results) ? output.results : [];
}

async function reported(file: string): Promise<Timed[]> {
  try {
    return (JSON.parse(await readFile(file, "utf8")) as Partial<Report>).checks ?? [];
  } catch {
    return [];
  }
}

function isWhole({ seconds, isPartial, isUntouched, isCached }: Timed): boolean {
  return seconds > 0 && !isPartial && !isUntouched && !isCached;
}

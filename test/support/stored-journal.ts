import { writeFile } from "node:fs/promises";
import type { RunSnapshot } from "../../src/machine/status.js";
import { formatVersion, type ResultKey } from "../../src/runs/journal-line.js";
import { initialState, replay } from "../../src/runs/replay.js";
import { createRunFolder, runFiles } from "../../src/runs/run-folder.js";
import { checkResult } from "./check-result.js";

export interface StoredJournal {
  folder: string;
  /** The state after each event, by its line's number; 0 is the beginning. */
  states: RunSnapshot[];
}

/** What each task's line of life may hold, so that a test can make it hostile. */
export interface JournalWords {
  title?: string;
  description?: string;
  file?: string;
  output?: string;
  summary?: string;
  error?: string;
}

const usage = { input: 1_000, output: 100, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0.001 };

/**
 * Writes the journal of a run as a process leaves it that was killed, without running any actor: as many tasks as
 * it takes for so many events. Every third task needs a fix.
 */
export async function writeJournal(
  project: string,
  run: string,
  { events: wanted, words = {} }: { events: number; words?: JournalWords },
): Promise<StoredJournal> {
  const folder = await createRunFolder(project, run);
  const count = Math.ceil(wanted / 5);
  const text = {
    title: "Do",
    description: "All of it",
    file: "a.txt",
    output: "ok",
    summary: "Done.",
    ...words,
  };
  const tasks = Array.from({ length: count }, (_, index) => ({
    id: `T${index + 1}`,
    title: `${text.title} ${index + 1}`.slice(0, 120),
    description: text.description,
    files: [text.file],
    acceptance: [text.summary],
    dependsOn: index % 4 === 3 ? [`T${index}`] : [],
  }));
  const limits = { evidence: null, maxTasks: count, maxIterations: 1_000_000, backoffMilliseconds: 0 };
  const header = {
    type: "run",
    version: formatVersion,
    run,
    session: "ses_1",
    command: "auto",
    startedAt: at(0),
    limits,
  };
  const lines: string[] = [JSON.stringify(header)];
  const states = [initialState(limits)];
  const add = (event: { type: string }, key?: ResultKey) => {
    const state = states.at(-1);
    if (!state || states.length > wanted) return;
    const line = { seq: states.length, at: at(states.length), ...(key ? { key } : {}), event };
    states.push(replay(state, [line]));
    lines.push(JSON.stringify(line));
  };
  const done = (actor: string, output: unknown, key: Partial<ResultKey> = {}) =>
    add({ type: `xstate.done.actor.${actor}`, output } as never, { actor, iteration: 0, ...key });
  const agent = (submission: object) => ({ submission, usage, seconds: 1 });
  const checks = (isPassed: boolean) => ({
    checks: [{ name: "test", command: "npm test", timeoutSeconds: 60, when: "task" }],
    results: [
      checkResult(isPassed ? "passed" : "failed", {
        output: text.output,
        errors: isPassed ? [] : [{ text: words.error ?? "a.txt:1 expected 3", fingerprint: "f" }],
      }),
    ],
    weakenings: [],
    changedFiles: [text.file],
    seconds: 1,
  });

  add({ type: "mission.requested", request: words.summary ?? "do it all" } as never);
  done("planner", agent({ summary: text.summary, tasks }));
  done("baselineChecks", checks(true));
  for (const [index, { id }] of tasks.entries()) {
    const key = { task: id, attempt: 0 };
    done("searcher", agent({ summary: text.summary, findings: [] }), key);
    done("coderCheckpoint", { tree: "1".repeat(40) }, key);
    done("coder", agent({ summary: text.summary, files: [text.file] }), key);
    if (index % 3 === 1) {
      done("taskChecks", checks(false), key);
      done("fixerCheckpoint", { tree: "2".repeat(40) }, { task: id, attempt: 1 });
      done("fixer", agent({ summary: text.summary, files: [text.file] }), { task: id, attempt: 1 });
    }
    done("taskChecks", checks(true), key);
    const review = agent({ verdict: "pass", summary: text.summary, issues: [] });
    done("reviewer", { ...review, errors: [] }, key);
  }
  await writeFile(runFiles(folder).journal, `${lines.join("\n")}\n`);
  return { folder, states };
}

function at(second: number): string {
  return new Date(Date.parse("2026-01-02T03:00:00.000Z") + second * 1_000).toISOString();
}

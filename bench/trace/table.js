// The tables of recorded runs: bench/trace/data/README.md says where they come from and what a column means.
import { readFile } from "node:fs/promises";

/** All rows of a table, as objects of strings. */
export async function readTable(name) {
  const text = await readFile(new URL(`data/${name}.csv`, import.meta.url), "utf8");
  const [header, ...lines] = text.trim().split(/\r?\n/).map(cellsOf);
  return lines.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index]])));
}

/**
 * The problem-runs. `words`: what the checks said of each attempt, `-` or a letter for each error. The verdicts are of
 * the last attempt; `hasPlus`: EvalPlus has tests of the task, though it judged only what passes the checks.
 */
export async function readRuns() {
  const rows = await readTable("ldb-traces");
  const judged = new Set(rows.filter(({ plus }) => plus !== "").map(({ task }) => task));
  return rows.map(({ run, task, hidden, plus, tokens, trace }) => ({
    run,
    model: run.split("/")[0],
    task,
    trace,
    words: wordsOf(trace),
    isRight: hidden === "1",
    isRightByPlus: plus === "" ? null : plus === "1",
    hasPlus: judged.has(task),
    tokens: Number(tokens),
  }));
}

/**
 * The runs whose first attempts are their own, and not another run's.
 * @template {{ model: string }} Run
 * @param {Run[]} runs
 */
export function withOwnSeeds(runs) {
  return runs.filter(({ model }) => ["codellama-34b", "gpt-3.5-block", "starcoder"].includes(model));
}

/** Key → the rows that have it, in their order. */
export function groupedBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** `a*2 b -` is `a`, `a`, `b`, `-`. */
export function wordsOf(trace) {
  return trace.split(" ").flatMap((word) => {
    const [letters, times = "1"] = word.split("*");
    return Array.from({ length: Number(times) }, () => letters);
  });
}

function cellsOf(line) {
  const cells = line.match(/(?<=^|,)(?:"(?:[^"]|"")*"|[^,]*)/g) ?? [];
  return cells.map((cell) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));
}

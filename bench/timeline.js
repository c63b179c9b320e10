// What a mission waits for: a whole one in the real OpenCode, and eight tasks in four shapes, one thing after the other
// and with the next task searched ahead, in one run. In the latter the chart is the real one; the agents and checks only
// take their time, a hundredth of what is usual: calls of 20 to 60 s, checks of 5 to 30 s, the same for both.
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createActor, fromPromise, waitFor } from "xstate";
import { orchestratorMachine, tasksOf } from "../dist/machine/index.js";
import { whereTimeGoes } from "./mission/spent.js";
import { figure, ratio } from "./report.js";

const scale = 100;
/** Tasks whose first change fails its checks. */
const failing = ["T3", "T6"];
/** What each task depends on. */
const shapes = {
  independent: {},
  typical: { T3: ["T1"], T4: ["T1", "T2"], T6: ["T5"], T8: ["T4", "T6"] },
  layered: { T4: ["T1"], T5: ["T2"], T6: ["T3"], T7: ["T4", "T5"], T8: ["T6"] },
  chain: Object.fromEntries([2, 3, 4, 5, 6, 7, 8].map((n) => [`T${n}`, [`T${n - 1}`]])),
};

export default { title: "A mission's timeline", run };

async function run() {
  const parts = [await whereTimeGoes(), await searchedAhead()];
  return {
    notes: [...parts[0].notes, "", ...parts[1].notes],
    figures: parts.flatMap(({ figures }) => figures),
  };
}

async function searchedAhead() {
  const pairs = await Promise.all(
    Object.entries(shapes).map(async ([shape, needs]) => {
      const [one, ahead] = await Promise.all([play(needs, 0), play(needs, 1)]);
      return { shape, one, ahead };
    }),
  );
  return {
    notes: [
      "**Work ahead** (the next task's search, the first checks): eight tasks, two of which are fixed once; calls of 0.2 to 0.6 s, checks of 0.05 to",
      "0.3 s, the same in both missions. Seconds from the request to the end, a run each. In the chain the findings of T5",
      "name little but what T4 changes: that search is made again.",
    ],
    figures: pairs.flatMap(({ shape, one, ahead }) => [
      ratio(
        `${shape}: time with work ahead against one thing after the other`,
        ahead.seconds / one.seconds,
        0.85,
      ),
      figure(`${shape}: time without`, one.seconds, "s"),
      figure(`${shape}: only a searcher works, without`, one.only.searcher, "s"),
      figure(`${shape}: only a searcher works, with`, ahead.only.searcher, "s"),
      ...["planner", "coder", "fixer", "reviewer", "checks"].map((actor) =>
        figure(`${shape}: ${actor} at work, with`, ahead.work[actor], "s"),
      ),
      figure(`${shape}: nothing works, with`, ahead.idle, "s"),
      figure(`${shape}: tokens with against without`, ahead.tokens / one.tokens, "times"),
      figure(`${shape}: searches ahead`, ahead.searches.made, "in all"),
      figure(`${shape}: searches ahead that were wasted`, ahead.searches.wasted, "in all"),
    ]),
  };
}

async function play(needs, searchAhead) {
  const spans = [];
  const actor = createActor(machineOf(needs, spans), { input: { limits: { searchAhead, evidence: null } } });
  const begun = performance.now();
  actor.start();
  actor.send({ type: "mission.requested", request: "do it" });
  const { context } = await waitFor(actor, ({ status }) => status === "done");
  const ended = performance.now();
  const open = tasksOf(context.queue).filter(({ status }) => status !== "verified");
  if (open.length > 0) throw new Error(`Not verified: ${open.map(({ id }) => id).join(", ")}`);
  const { work, only, idle } = spent(spans, begun, ended);
  const tokens = Object.values(context.spent).reduce((sum, { input }) => sum + input, 0);
  return { seconds: (ended - begun) / 1000, work, only, idle, tokens, searches: context.searchesAhead };
}

/** Seconds in which each actor worked, in which it worked alone, and in which none did. */
function spent(spans, begun, ended) {
  const names = ["planner", "searcher", "coder", "fixer", "reviewer", "checks"];
  const work = Object.fromEntries(names.map((name) => [name, 0]));
  const only = { ...work };
  let idle = 0;
  const times = [...new Set([begun, ended, ...spans.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  for (const [index, from] of times.slice(0, -1).entries()) {
    const seconds = (times[index + 1] - from) / 1000;
    const at = spans.filter((span) => span.from <= from && span.to > from);
    if (at.length === 0) idle += seconds;
    for (const { name } of at) work[name] += seconds;
    if (at.length === 1) only[at[0].name] += seconds;
  }
  return { work, only, idle };
}

function machineOf(needs, spans) {
  const timed = (name, work) =>
    fromPromise(async ({ input }) => {
      const from = performance.now();
      const key = `${name} ${input.task?.id ?? input.taskId ?? ""} ${input.attempt ?? 0}`;
      await wait(1000 * secondsOf(name, key));
      const to = performance.now();
      spans.push({ name, from, to });
      return work(input, (to - from) / 1000);
    });
  const answer = (submission, seconds) => ({ submission, usage, seconds });
  const changed = ({ task }, seconds) => answer({ summary: "changed", files: task.files }, seconds);
  return orchestratorMachine.provide({
    actors: {
      planner: timed("planner", (_, seconds) =>
        answer({ summary: "the plan", tasks: planOf(needs) }, seconds),
      ),
      searcher: timed("searcher", ({ task }, seconds) => answer(found(task.id, needs), seconds)),
      coder: timed("coder", changed),
      fixer: timed("fixer", changed),
      reviewer: timed("reviewer", (_, seconds) => ({
        ...answer({ verdict: "pass", summary: "good", issues: [] }, seconds),
        errors: [],
      })),
      checks: timed("checks", checked),
      checkpoint: fromPromise(async () => ({ tree: "tree" })),
    },
  });
}

const usage = { input: 1000, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };
const fileOf = (id) => `src/${id}.js`;

function planOf(needs) {
  return Array.from({ length: 8 }, (_, index) => `T${index + 1}`).map((id) => ({
    id,
    title: `Write ${id}`,
    description: `Write ${id}`,
    files: [fileOf(id)],
    acceptance: ["it works"],
    dependsOn: needs[id] ?? [],
  }));
}

/** A searcher names the task's own file, what it needs, and what both use. */
function found(id, needs) {
  const before = needs[id] ?? [];
  const isNarrow = id === "T5" && before.includes("T4");
  const files = [fileOf(id), ...before.map(fileOf), ...(isNarrow ? [] : ["src/shared.js", "README.md"])];
  return { summary: "found", findings: files.map((file) => ({ file, note: "see" })) };
}

function checked({ scope, taskId, attempt }, seconds) {
  const isFailing = scope === "task" && attempt === 0 && failing.includes(taskId);
  const errors = isFailing ? [{ text: "it fails", fingerprint: `fails ${taskId}` }] : [];
  const check = { name: "test", command: "npm test" };
  const counts = { executed: 3, passed: 3 - errors.length, failed: errors.length, skipped: 0 };
  const outcome = isFailing ? "failed" : "passed";
  const result = {
    ...check,
    ...counts,
    outcome,
    exitCode: errors.length,
    runsTests: true,
    errors,
    output: "",
    seconds,
  };
  return {
    checks: [{ ...check, timeoutSeconds: 60, when: "task" }],
    results: [result],
    weakenings: [],
    changedFiles: taskId ? [fileOf(taskId)] : [],
    seconds,
  };
}

/** The same for a call in every mission. */
function secondsOf(name, key) {
  const [least, most] = name === "checks" ? [5, 30] : [20, 60];
  const share = createHash("sha256").update(key).digest().readUInt32BE() / 2 ** 32;
  return (least + share * (most - least)) / scale;
}

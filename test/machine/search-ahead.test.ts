import { describe, expect, it } from "vitest";
import { ActorError } from "../../src/contracts/failure.js";
import { type RunSnapshot, tasksOf } from "../../src/machine/index.js";
import { toReport } from "../../src/machine/report.js";
import { openCallsText } from "../../src/report/open-calls.js";
import { type Fakes, type Script, startRun, task } from "./live-run.js";

const usage = { input: 10, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0, cost: 0 };
const identity = { run: "run1", session: "ses_1", command: "auto", startedAt: "2026-01-02T03:04:05.000Z" };

/** What a searcher says that names these files. */
const naming = (...files: string[]) => ({
  submission: { summary: "found", findings: files.map((file) => ({ file, note: "see" })) },
  usage,
  seconds: 7,
});

function start({ actors, limits, ...script }: Script = {}) {
  return startRun({
    tasks: [task("T1"), task("T2", ["T1"])],
    usage,
    seconds: 5,
    limits: { searchAhead: 1, ...limits },
    actors: { searcher: async () => naming("b.js", "c.js"), ...actors },
    ...script,
  });
}

const searches = (calls: readonly string[]) => calls.filter((name) => name.startsWith("searcher"));
const reportOf = ({ context }: RunSnapshot) => toReport(context, "verified", identity);

describe("the search for the next task", () => {
  it("works while the open task is coded, and is not made again in its turn", async () => {
    const run = start({ actors: { searcher: async ({ task: { id } }) => naming(`${id}.txt`) } });
    await run.rest();
    expect(run.calls).toEqual([
      "planner",
      "baseline checks",
      "searcher T1",
      "searcher T2",
      "coder T1 0",
      "task checks T1/0",
      "reviewer T1 0",
      "coder T2 0",
      "task checks T2/0",
      "reviewer T2 0",
      "final checks",
    ]);
    const named = run.inputs.coder.map(({ findings }) => findings.findings.map(({ file }) => file));
    expect(named).toEqual([["T1.txt"], ["T2.txt"]]);
  });

  it("is one task's: the tokens are, too", async () => {
    const end = await start().rest();
    expect(tasksOf(end.context.queue).map(({ spent }) => spent.input)).toEqual([30, 30]);
    expect(end.context.calls.searcher).toBe(2);
  });

  it("takes no working time of its own beside the task, and only the rest where it is waited for", async () => {
    const one = await start({ limits: { searchAhead: 0 } }).rest();
    const ahead = await start().rest();
    expect(one.context.workSeconds - ahead.context.workSeconds).toBe(7);

    let answer = (_: ReturnType<typeof naming>) => {};
    const late: Fakes["searcher"] = ({ task: { id } }) =>
      id === "T1" ? Promise.resolve(naming()) : new Promise((resolve) => (answer = resolve));
    const run = start({ actors: { searcher: late } });
    await run.until(({ value }) => JSON.stringify(value).includes('"doing":"closed"'));
    answer({ ...naming(), seconds: 25 });
    const waited = await run.rest();
    // Coder and reviewer of the first task took ten of the 25 seconds.
    expect(waited.context.workSeconds - ahead.context.workSeconds).toBe(15);
  });

  it("tells the coder which of the files have changed since", async () => {
    const run = start({ actors: { searcher: async () => naming("a.js", "./b.js", "c.js") } });
    const end = await run.rest();
    expect(run.inputs.coder.map(({ changedSince }) => changedSince)).toEqual([undefined, ["a.js"]]);
    expect(searches(run.calls)).toEqual(["searcher T1", "searcher T2"]);
    expect(reportOf(end).searchesAhead).toBeUndefined();
  });

  it.each([
    ["half of the files", ["a.js", "b.js", "c.js", "d.js"], ["a.js", "b.js"]],
    ["one of two files", ["a.js", "b.js"], ["a.js"]],
  ])("is made again where %s have changed, and counts as wasted", async (_, named, changedFiles) => {
    const run = start({ actors: { searcher: async () => naming(...named) }, changedFiles });
    const end = await run.rest();
    expect(searches(run.calls)).toEqual(["searcher T1", "searcher T2", "searcher T2"]);
    expect(run.inputs.coder.map(({ changedSince }) => changedSince)).toEqual([undefined, undefined]);
    expect(reportOf(end).searchesAhead).toEqual({ made: 1, wasted: 1 });
  });

  it("costs only its tokens where it fails: nobody is asked, and the task is searched in its turn", async () => {
    let failures = 0;
    const run = start({
      actors: {
        async searcher({ task: { id } }) {
          if (id === "T1" || failures++ > 0) return naming();
          throw new ActorError({ kind: "auth", actor: "searcher", message: "no key", usage });
        },
      },
    });
    const coding = await run.until(({ context }) => context.searchesAhead.made === 1);
    expect([coding.context.failure, coding.context.callFailures]).toEqual([null, 0]);
    const end = await run.rest();
    expect(end.matches("verified")).toBe(true);
    expect(searches(run.calls)).toEqual(["searcher T1", "searcher T2", "searcher T2"]);
    expect(tasksOf(end.context.queue).map(({ spent }) => spent.input)).toEqual([30, 40]);
    expect(run.told.some(({ type }) => type === "call.failed")).toBe(false);
  });

  it("is wasted where its task is blocked by a skip", async () => {
    const run = start({
      taskChecks: ["A"],
      limits: { retryLimit: 0 },
      tasks: [task("T1"), task("T2", ["T1"]), task("T3")],
    });
    expect((await run.rest()).context.question).toBe("retriesUsedUp");
    const end = await run.after({ type: "user.skipped" });
    expect(searches(run.calls)).toEqual(["searcher T1", "searcher T2", "searcher T3"]);
    expect(reportOf(end).searchesAhead).toEqual({ made: 1, wasted: 1 });
  });

  it("is used after a skip where its task does not need the skipped one, unless the rollback changed its files", async () => {
    const tasks = [task("T1"), task("T2")];
    const limits = { retryLimit: 0 };
    for (const restored of [["a.js"], ["b.js"]]) {
      const rollback = async () => ({ restored, kept: [] });
      const actors = { searcher: async () => naming("b.js"), rollback };
      const run = start({ taskChecks: ["A"], tasks, limits, actors });
      await run.rest();
      await run.after({ type: "user.skipped" });
      expect(searches(run.calls).length).toBe(restored[0] === "b.js" ? 3 : 2);
    }
  });

  it("is paused with the task, and both are made again from JSON, exactly those", async () => {
    const never = () => new Promise<never>(() => {});
    const held: Partial<Fakes> = {
      searcher: ({ task: { id } }) => (id === "T1" ? Promise.resolve(naming()) : never()),
      coder: never,
    };
    const run = start({ actors: held });
    const isBoth = ({ children }: RunSnapshot) => "coder" in children && "aheadSearcher" in children;
    const both = await run.until(isBoth);
    expect(openCallsText(both)).toBe("coder for T1, searcher for T2");
    const paused = await run.after({ type: "run.paused" });
    expect(Object.keys(paused.children)).toEqual([]);
    const snapshot = JSON.parse(JSON.stringify(run.actor.getPersistedSnapshot()));
    const again = start({ actors: held, snapshot });
    again.actor.send({ type: "run.resumed" });
    await again.until(isBoth);
    expect([...again.calls].sort()).toEqual(["coder T1 0", "searcher T2"]);
  });

  it("is not begun while a question waits, and stops when one is asked", async () => {
    const run = start({
      taskChecks: ["A"],
      limits: { retryLimit: 0 },
      actors: {
        searcher: ({ task: { id } }) => (id === "T1" ? Promise.resolve(naming()) : new Promise(() => {})),
      },
    });
    const asked = await run.rest();
    expect([asked.context.question, Object.keys(asked.children)]).toEqual(["retriesUsedUp", []]);
    run.actor.send({ type: "user.retried" });
    await run.until(({ children }) => "aheadSearcher" in children);
    expect(searches(run.calls)).toEqual(["searcher T1", "searcher T2", "searcher T2"]);
  });

  it("begins only where the budget has room for two calls, and what it may use is set aside", async () => {
    const tasks = [task("T1"), task("T2")];
    const tight = start({ tasks, limits: { budget: { tokens: 39 } } });
    await tight.rest();
    expect(searches(tight.calls)).toEqual(["searcher T1"]);

    const never: Partial<Fakes> = {
      searcher: ({ task: { id } }) => (id === "T1" ? Promise.resolve(naming()) : new Promise(() => {})),
    };
    const run = start({ tasks, limits: { budget: { tokens: 40 } }, actors: never });
    const asked = await run.rest();
    expect([asked.context.question, run.calls.at(-1)]).toEqual(["budgetReached", "task checks T1/0"]);
  });
});

import { afterEach, expect, test } from "vitest";
import { totalTokens } from "../../src/contracts/agent.js";
import type { Report } from "../../src/contracts/report.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { change, goodTeam, type Script, type Stage, setStage, task } from "../support/mission.js";

let stage: Stage;
afterEach(() => stage.end());

const tasks = [task("T1", "a.txt"), task("T2", "b.txt", ["T1"])];
const team = goodTeam(...tasks);
const hang = [{ hang: true as const }];
const isOf = (agent: string, id: string) => (request: ModelRequest) =>
  request.agent === agent && request.task === id;

/** The sessions of an agent for a task. */
function sessionsFor(agent: string, id: string): number {
  return new Set(stage.model.requests.filter(isOf(agent, id)).map(({ session }) => session)).size;
}

async function begin(script: Script, plugin: object = {}) {
  stage = await setStage({ script, plugin: { searchAhead: 1, callRetries: 0, ...plugin } });
  const session = await stage.createSession();
  return { session, go: () => stage.command(session, "auto", "write both files") };
}

const bothAt = (coder: string) =>
  Promise.all([
    stage.model.waitForRequest(isOf(coder, "T1")),
    stage.model.waitForRequest(isOf("searcher", "T2")),
  ]);

test("the next task is searched while the open one is coded and fixed, and not again in its turn", async () => {
  const coder = (request: ModelRequest) =>
    request.task === "T1" ? change("a.txt", "bad: at first\n") : team.coder(request);
  const { session, go } = await begin({ ...team, coder });
  stage.hold(
    "searcher",
    stage.model.waitForRequest(isOf("fixer", "T1")).then(() => {}),
    "T2",
  );
  expect(await go()).toContain("✓ Verified");
  const { requests } = stage.model;
  expect(requests.findIndex(isOf("searcher", "T2"))).toBeLessThan(requests.findIndex(isOf("fixer", "T1")));
  expect([sessionsFor("searcher", "T1"), sessionsFor("searcher", "T2")]).toEqual([1, 1]);
  const report = await stage.report();
  expect([report.calls.searcher, report.searchesAhead]).toEqual([2, undefined]);
  const rows = (await stage.rows(session)).map(({ state }) => state.status);
  expect(new Set(rows)).toEqual(new Set(["completed"]));
});

test("Esc stops both calls, both are counted, and a resume makes exactly those again", async () => {
  const { session, go } = await begin({
    ...team,
    coder: () => hang,
    searcher: (request) => (request.task === "T2" ? hang : team.searcher(request)),
  });
  const turn = go().catch(() => "interrupted");
  await bothAt("coder");
  const status = await stage.command(await stage.createSession(), "auto-status");
  expect(status).toContain("At work: coder for T1, searcher for T2.");
  await stage.opencode.client.session.abort({ sessionID: session });
  await turn;
  await expect.poll(async () => (await stage.report()).status).toBe("paused");
  await expect
    .poll(async () => (await stage.report()).calls)
    .toMatchObject({ planner: 1, searcher: 2, coder: 1 });
  const asked = stage.model.requests.length;

  stage.play(team);
  expect(await stage.command(session, "auto-resume")).toContain("✓ Verified");
  const first = stage.model.requests.slice(asked).filter(({ step }) => step === 0);
  const begun = first.map(({ agent, task: id }) => `${agent} ${id}`);
  expect(begun.slice(0, 2).sort()).toEqual(["coder T1", "searcher T2"]);
  expect(begun.filter((name) => name.startsWith("searcher"))).toEqual(["searcher T2"]);
});

test("a question stops the search ahead, nothing begins while it waits, and a skip leaves its task for its turn", async () => {
  const [first, second] = [task("T1", "a.txt"), task("T2", "b.txt")];
  const good = goodTeam(first, second);
  const { session, go } = await begin(
    {
      ...good,
      coder: (request) => (request.task === "T1" ? change("a.txt", "bad\n") : good.coder(request)),
      searcher: (request) => (request.task === "T2" ? hang : good.searcher(request)),
    },
    { retryLimit: 0 },
  );
  stage.hold(
    "coder",
    stage.model.waitForRequest(isOf("searcher", "T2")).then(() => {}),
    "T1",
  );
  const turn = go();
  const question = await stage.question(session);
  expect(question.questions[0]?.header).toBe("Retries used up");
  await expect.poll(async () => (await stage.report()).calls.searcher).toBe(2);
  expect(sessionsFor("searcher", "T2")).toBe(1);

  stage.play(good);
  await stage.answer(question, "Skip");
  await turn;
  const report = await stage.report();
  expect(report.tasks.map(({ status }) => status)).toEqual(["skipped", "verified"]);
  expect([sessionsFor("searcher", "T2"), report.searchesAhead]).toEqual([2, { made: 1, wasted: 1 }]);
});

test("what an open search may use is set aside: the budget is overshot by one call at most", async () => {
  const tokensOf = (spending: Pick<Report, "tokens">) => totalTokens({ ...spending.tokens, cost: 0 });
  const { go: plain } = await begin(team, { searchAhead: 0 });
  await plain();
  const { agents } = await stage.report();
  await stage.end();

  const search = tokensOf(agents.searcher) / 2;
  const most = Math.max(tokensOf(agents.planner), search);
  const budget = { tokens: Math.ceil(tokensOf(agents.planner) + search + 2 * most + 100) };
  const searcher = (request: ModelRequest) => (request.task === "T2" ? hang : team.searcher(request));
  const { session, go } = await begin({ ...team, searcher }, { budget });
  stage.hold(
    "coder",
    stage.model.waitForRequest(isOf("searcher", "T2")).then(() => {}),
    "T1",
  );
  const turn = go();
  const question = await stage.question(session);
  expect(question.questions[0]?.header).toBe("Budget reached");
  expect(sessionsFor("reviewer", "T1")).toBe(0);
  const costliest = Math.max(most, tokensOf(agents.coder) / 2);
  expect(tokensOf(await stage.report())).toBeLessThan(budget.tokens + costliest);
  await stage.answer(question, "Stop");
  await turn;
});

import { afterEach, describe, expect, test } from "vitest";
import type { ModelReply } from "../../src/demo/model-reply.js";
import { call, goodTeam, passed, sessionsOf, task } from "../support/mission.js";
import { type ProbeStage, price, setProbeStage } from "../support/probe-stage.js";

let stage: ProbeStage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

/** Writes files in one step of an agent, and hands in. */
const changes = (files: Record<string, string>): ModelReply[] => [
  {
    toolCalls: Object.entries(files).map(([filePath, content]) => ({
      name: "write",
      arguments: { filePath, content },
    })),
  },
  call("submit_change", { summary: "It is there.", files: Object.keys(files) }),
];

const feature = changes({
  "discount.js":
    "exports.discount = (sum, percent) => {\n  if (percent > 100) return 0;\n  return sum - (sum * percent) / 100;\n};\n",
  "discount.test.js":
    'require("node:assert").equal(require("./discount.js").discount(200, 10), 180);\nrequire("node:assert").equal(require("./discount.js").discount(200, 150), 0);\n',
});

const refactoring = changes({
  "price.js": price.replace("const sum = amount * count;", "let sum = 0;\n  sum = sum + amount * count;"),
});

type Interruption = "kill -9" | "Esc";

/** A mission that is interrupted in the midst of a probe, and resumed; a reviewer that is open gets its answer then. */
async function interrupted(
  how: Interruption,
  {
    does,
    file,
    probes,
    isReviewed,
  }: { does: ModelReply[]; file: string; probes: number; isReviewed: boolean },
) {
  let isResumed = false;
  const team = goodTeam(task("T1", file));
  const running = await setProbeStage({
    probes,
    script: {
      ...team,
      coder: () => does,
      reviewer: () => (isReviewed || isResumed ? [passed] : [{ hang: true }]),
    },
  });
  stage = running;
  const session = await running.createSession();
  if (isReviewed) running.hold("reviewer", running.held);
  const turn = running.command(session, "auto", "change the shop").catch(() => "interrupted");
  await running.held;
  if (isReviewed) await running.journaled("xstate.done.actor.reviewer");
  else await running.model.waitForRequest(({ agent }) => agent === "reviewer", 200_000);

  if (how === "kill -9") await running.killAlone();
  else {
    await running.opencode.client.session.abort({ sessionID: session });
    await expect.poll(async () => (await running.report()).status).toBe("paused");
    await running.nothingLeft();
  }
  await turn;
  await running.release();
  isResumed = true;
  const seen = await running.programs();
  if (!isReviewed) {
    // An answer at once would end the probes, since one has been noticed.
    const goesOn = async () => (await running.programs()).length > seen.length + 1;
    running.hold("reviewer", expect.poll(goesOn, { timeout: 200_000 }).toBe(true) as Promise<void>);
  }
  const text = await running.command(session, "auto-resume");
  await running.nothingLeft();
  const [done] = (await running.report()).tasks;
  const tries = done?.evidence?.probes ?? [];
  const ran = (program: string | undefined, programs: readonly string[]) =>
    programs.filter((each) => each === program).length;
  const changed = seen[0];
  const others = [...new Set(seen)].filter((program) => program !== changed);
  const programs = await running.programs();
  return {
    text,
    status: done?.status,
    kinds: tries.map(({ kind, file: at, after }) => `${kind} ${at ?? ""} ${after ?? ""}`),
    outcomes: tries.map(({ outcome }) => outcome),
    sessions: sessionsOf(running.model),
    /** How often the checks ran with each of the probes that had begun by then. */
    runs: others.map((program) => ran(program, programs)),
  };
}

describe.each<Interruption>(["kill -9", "Esc"])("%s amid a probe", { timeout: 300_000 }, (how) => {
  test("while the reviewer works: both go on, and what was tried is not tried again", async () => {
    const end = await interrupted(how, {
      does: feature,
      file: "discount.js",
      probes: 2,
      isReviewed: false,
    });
    expect([end.text, end.status]).toEqual([expect.stringContaining("✓ Verified"), "verified"]);
    expect(end.outcomes[0]).toBe("noticed");
    expect(new Set(end.kinds).size).toBe(end.kinds.length);
    expect(end.runs).toEqual([1, 1, 2]);
    expect(end.sessions).toEqual({ planner: 1, searcher: 1, coder: 1, reviewer: 2 });
  });

  test("after the reviewer has handed in: it is not asked again, and the probes go on", async () => {
    const end = await interrupted(how, {
      does: refactoring,
      file: "price.js",
      probes: 1,
      isReviewed: true,
    });
    expect([end.text, end.status]).toEqual([expect.stringContaining("✓ Verified"), "verified"]);
    expect(end.outcomes[0]).toBe("survived");
    expect(end.outcomes).toContain("noticed");
    expect(new Set(end.kinds).size).toBe(end.kinds.length);
    expect(end.runs).toEqual([1, 2]);
    expect(end.sessions).toEqual({ planner: 1, searcher: 1, coder: 1, reviewer: 1 });
  });
});

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAgents } from "../../../src/actors/agents/agents.js";
import type { Trial } from "../../../src/actors/evidence/judge-trial.js";
import type { AcceptanceTests } from "../../../src/contracts/acceptance-tests.js";
import type { TesterInput } from "../../../src/contracts/actor.js";
import { fakeCheckpoints } from "../../support/fake-checkpoints.js";
import { type FakeTurn, fakePort, submits } from "./fake-port.js";

let folder: string;
let trial: Trial;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tester-"));
  trial = { outcome: "failing" };
});
afterEach(() => rm(folder, { recursive: true }));

const unstopped = () => new AbortController().signal;

/** The agents over a fake port and checkpoints that write down what happens. */
function team(turn: FakeTurn) {
  const fake = fakePort(turn);
  const happened: unknown[] = [];
  const checkpoints = fakeCheckpoints({
    rollBack: async ({ tree }) => {
      happened.push(`roll back to ${tree}`);
      return { restored: [], kept: [] };
    },
    open: async ({ tree }) => void happened.push(`open ${tree}`),
    close: async (activity) => void happened.push(activity),
  });
  const agents = createAgents({
    port: fake.port,
    checkpoints,
    folder,
    listChecks: async () => [],
    tryFailing: async () => trial,
    abandoned: () => {},
    submitted: { find: () => undefined, add: () => {} },
  });
  return { ...fake, agents, happened };
}

describe("the reviewer, before the code", () => {
  const testerInput: TesterInput = {
    task: {
      id: "T1",
      title: "Add the sum",
      description: "Write sum(a, b).",
      files: ["sum.js"],
      acceptance: ["1 + 2 is 3"],
    },
    planSummary: "",
    deadlineSeconds: 60,
    findings: { summary: "", findings: [] },
    checkpoint: { tree: "before the tests" },
    taskCheckpoint: { tree: "before the task" },
    checks: [],
  };
  const written: AcceptanceTests = {
    files: [{ path: "sum.test.js", content: "test\n" }],
    covers: [{ criterion: "1 + 2 is 3", test: "adds" }],
  };
  const nothing: AcceptanceTests = { files: [], covers: [], reason: "there is nothing to test" };

  it("writes tests in a window of their own, by a tool of their own", async () => {
    const { agents, happened, opened } = team(submits(written));
    expect(await agents.tester(testerInput, unstopped())).toMatchObject({ submission: written });
    expect(await readFile(join(folder, "sum.test.js"), "utf8")).toBe("test\n");
    expect(happened).toEqual([
      "roll back to before the tests",
      "open before the tests",
      { spans: [], files: ["sum.test.js"] },
    ]);
    expect(opened[0]).toMatchObject({ role: "reviewer", tool: "submit_tests" });
  });

  it("hears of a test that passes without the change", async () => {
    trial = { outcome: "refused", problem: "these tests pass without the change: adds" };
    const turn = submits(written, nothing);
    const { agents } = team(turn);
    expect(await agents.tester(testerInput, unstopped())).toMatchObject({ submission: nothing });
    expect(turn.answers[0]).toMatchObject({ accepted: false, text: expect.stringContaining("adds") });
    expect(turn.answers[0]?.text).toContain("adds; or hand in no files and say why in `reason`");
  });

  it("may say that it has no reason by null", async () => {
    const { agents } = team(submits({ ...written, reason: null }));
    const { submission } = await agents.tester(testerInput, unstopped());
    expect(submission).toEqual(written);
  });

  it("keeps the reason where nobody could see the tests fail", async () => {
    trial = { outcome: "unseen", reason: "no copy of the tree" };
    const { agents } = team(submits(structuredClone(written)));
    const { submission } = await agents.tester(testerInput, unstopped());
    expect(submission.reason).toBe("nobody saw them fail: no copy of the tree");
  });

  it.each([
    ["outside of the project", "../sum.test.js"],
    ["absolute", "/sum.test.js"],
    ["no test", "sum.js"],
    ["a configuration", "vitest.config.js"],
    ["there already", "old.test.js"],
  ])("may not write a file that is %s", async (_, path) => {
    await writeFile(join(folder, "old.test.js"), "old\n");
    const turn = submits({ ...written, files: [{ path, content: "test\n" }] }, nothing);
    const { agents } = team(turn);
    await agents.tester(testerInput, unstopped());
    expect(turn.answers[0]).toMatchObject({ accepted: false, text: expect.stringContaining(path) });
    expect(await readFile(join(folder, "old.test.js"), "utf8")).toBe("old\n");
  });

  it("says why where it writes none", async () => {
    const turn = submits({ files: [], covers: [] }, nothing);
    const { agents } = team(turn);
    expect(await agents.tester(testerInput, unstopped())).toMatchObject({ submission: nothing });
    expect(turn.answers[0]).toMatchObject({ accepted: false });
  });

  it("may change its own tests once something is said against them", async () => {
    await writeFile(join(folder, "sum.test.js"), "test\n");
    const amended = { ...written, files: [{ path: "sum.test.js", content: "better\n" }] };
    const { agents, asked } = team(submits(amended));
    const against = [{ test: "adds", reason: "1 + 2 is 3, not 4" }];
    await agents.tester({ ...testerInput, objections: { tests: written, against } }, unstopped());
    expect(asked[0]).toContain("1 + 2 is 3, not 4");
    expect(await readFile(join(folder, "sum.test.js"), "utf8")).toBe("better\n");
  });

  it("hands in all files again once something is said against one", async () => {
    const both = { ...written, files: [...written.files, { path: "more.test.js", content: "more\n" }] };
    const turn = submits(written, both);
    const { agents } = team(turn);
    const against = [{ test: "adds", reason: "1 + 2 is 3, not 4" }];
    const { submission } = await agents.tester(
      { ...testerInput, objections: { tests: both, against } },
      unstopped(),
    );
    expect(turn.answers[0]?.text).toContain("hand in all files again: missing more.test.js");
    expect(submission).toEqual(both);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAgents } from "../../../src/actors/agents/agents.js";
import type {
  Checkpoint,
  CoderInput,
  FixerInput,
  ReviewerInput,
  TaskBrief,
} from "../../../src/contracts/actor.js";
import { type AgentResult, noUsage } from "../../../src/contracts/agent.js";
import type { Change } from "../../../src/contracts/change.js";
import { errorFingerprint } from "../../../src/contracts/error-fingerprint.js";
import type { ActorError } from "../../../src/contracts/failure.js";
import { checkResult } from "../../support/check-result.js";
import { fakeCheckpoints } from "../../support/fake-checkpoints.js";
import { type FakeTurn, fakePort, submits, used } from "./fake-port.js";

let folder: string | undefined;
afterEach(async () => {
  if (folder) await rm(folder, { recursive: true });
  folder = undefined;
});

const task: TaskBrief = {
  id: "T1",
  title: "Add the sum",
  description: "Write sum(a, b).",
  files: ["sum.js", "sum.test.js"],
  acceptance: ["sum(1, 2) is 3", "it has a test"],
};
const taskText = [
  "## Task",
  "T1: Add the sum",
  "",
  "Write sum(a, b).",
  "",
  "Files:",
  "- sum.js",
  "- sum.test.js",
  "Acceptance criteria:",
  "- sum(1, 2) is 3",
  "- it has a test",
];
const plan = ["", "## The plan it belongs to", "first the sum"];
const common = { task, planSummary: "first the sum", deadlineSeconds: 60 };
const change = { summary: "added it", files: ["sum.js"] };

const coderInput: CoderInput = {
  ...common,
  attempt: 0,
  checkpoint: { tree: "before" },
  findings: {
    summary: "all is in one file",
    findings: [
      { file: "math.js", lines: "3-9", note: "the difference" },
      { file: "index.js", note: "exports" },
    ],
  },
};
const failedCheck = checkResult("failed", { output: "expected 3\n```\ngot 4\n", errors: ["A"] });
const fixerInput: FixerInput = {
  ...common,
  attempt: 2,
  checkpoint: { tree: "before the fix" },
  taskCheckpoint: { tree: "before the task" },
  errors: [
    { text: "test: expected 3, got 4", fingerprint: "A", seen: 2 },
    { text: "test: no export", fingerprint: "B", seen: 1 },
  ],
  survivors: [],
  failedChecks: [failedCheck],
  guidance: "mind the sign",
};
const numberedTask = taskText.map((line) =>
  line.replace("- sum(1", "1. sum(1").replace("- it has", "2. it has"),
);
const reviewerInput: ReviewerInput = {
  ...common,
  attempt: 0,
  taskCheckpoint: { tree: "before the task" },
  failedBefore: [],
  checks: [],
  changedFiles: ["sum.js"],
  weakenings: [],
  unplannedFiles: [],
};

/** The agents over a fake port and checkpoints that write down, in one list, what happens. */
function team(...turns: FakeTurn[]) {
  const happened: string[] = [];
  const fake = fakePort(
    ...turns.map(
      (turn): FakeTurn =>
        (talk) => {
          happened.push(`${talk.request.role} works`);
          return turn(talk);
        },
    ),
  );
  const note =
    (what: string) =>
    async ({ tree }: Checkpoint) => {
      happened.push(`${what} ${tree}`);
    };
  const activities: unknown[] = [];
  const checkpoints = fakeCheckpoints({
    open: note("open"),
    close: async (activity) => {
      happened.push("close");
      activities.push(activity);
    },
    diff: async ({ tree }) => `the diff since ${tree}`,
    async rollBack(checkpoint) {
      await note("roll back to")(checkpoint);
      return { restored: [], kept: [] };
    },
  });
  const abandoned: unknown[] = [];
  const submitted = new Map<string, AgentResult<Change>>();
  const agents = createAgents({
    port: fake.port,
    checkpoints,
    folder: folder ?? "",
    listChecks: async () => [{ name: "test", command: "npm test" }],
    tryFailing: async () => ({ outcome: "failing" }),
    abandoned: ({ role, taskId }, result) => abandoned.push({ role, taskId, result }),
    submitted: {
      find: (key) => submitted.get(JSON.stringify(key)),
      add: (key, result) => submitted.set(JSON.stringify(key), result),
    },
  });
  return { ...fake, checkpoints, happened, activities, agents, abandoned, submitted };
}

function unstopped(): AbortSignal {
  return new AbortController().signal;
}

describe("the coder", () => {
  it("rolls back to its checkpoint, then works inside the window of its change", async () => {
    const { agents, happened, opened, asked } = team(submits(change));
    expect(await agents.coder(coderInput, unstopped())).toMatchObject({ submission: change, usage: used });
    expect(happened).toEqual(["roll back to before", "open before", "coder works", "close"]);
    expect(opened[0]).toMatchObject({
      role: "coder",
      title: "Code T1: Add the sum",
      taskId: "T1",
      attempt: 0,
    });
    expect(asked).toEqual([
      [
        ...taskText,
        ...plan,
        "",
        "## What the searcher found",
        "all is in one file",
        "- math.js:3-9 the difference",
        "- index.js exports",
      ].join("\n"),
    ]);
  });

  it("closes the window also when the call fails", async () => {
    const { agents, happened } = team(() => ({ text: "", failure: { kind: "provider", message: "busy" } }));
    await expect(agents.coder(coderInput, unstopped())).rejects.toThrow("busy");
    expect(happened).toEqual(["roll back to before", "open before", "coder works", "close"]);
  });

  it("tells why the call failed, and not that its window could not be closed", async () => {
    const { agents, checkpoints } = team(() => ({
      text: "",
      failure: { kind: "provider", message: "busy" },
    }));
    checkpoints.close = () => Promise.reject(new Error("disk full"));
    const error = await agents.coder(coderInput, unstopped()).catch((thrown: unknown) => thrown);
    expect((error as ActorError).failure).toMatchObject({ message: "busy", usage: used });
  });

  it("begins only when the window of one that was stopped is closed", async () => {
    const stopping = new AbortController();
    const { agents, happened } = team(() => {
      stopping.abort("stopped");
      return new Promise<never>(() => {});
    }, submits(change));
    const stopped = agents.coder(coderInput, stopping.signal).catch((reason: unknown) => reason);
    const resumed = agents.coder(coderInput, unstopped());
    expect(await stopped).toBe("stopped");
    expect((await resumed).submission).toEqual(change);
    const once = ["roll back to before", "open before", "coder works", "close"];
    expect(happened).toEqual([...once, ...once]);
  });

  it("closes the window with what its session did, so that nobody else's edits are taken for its own", async () => {
    const { agents, activities } = team(submits(change));
    await agents.coder(coderInput, unstopped());
    expect(activities).toEqual([{ spans: [{ start: 1, end: 2 }], files: ["sum.js"] }]);
  });

  it("is not asked again for a change that it has handed in", async () => {
    const { agents, checkpoints, happened, submitted, opened } = team(submits(change));
    const close = checkpoints.close;
    checkpoints.close = () => Promise.reject(new Error("disk full"));
    const error = await agents.coder(coderInput, unstopped()).catch((thrown: unknown) => thrown);
    expect((error as ActorError).failure).toMatchObject({
      kind: "tool",
      actor: "checkpoint",
      message: "what the coder changed could not be recorded: disk full",
      usage: noUsage,
    });
    expect([...submitted.keys()]).toEqual([JSON.stringify({ actor: "coder", task: "T1", attempt: 0 })]);
    checkpoints.close = close;
    expect(await agents.coder(coderInput, unstopped())).toMatchObject({ submission: change, usage: used });
    expect(opened).toHaveLength(1);
    expect(happened).toEqual(["roll back to before", "open before", "coder works", "close"]);
  });

  it("closes the window also when it is stopped", async () => {
    const controller = new AbortController();
    const { agents, happened } = team(() => {
      controller.abort("stopped");
      return { text: "" };
    });
    await expect(agents.coder(coderInput, controller.signal)).rejects.toBe("stopped");
    expect(happened.at(-1)).toBe("close");
  });

  it("does not work on a tree that could not be rolled back", async () => {
    const { agents, happened, checkpoints } = team();
    checkpoints.rollBack = () => Promise.reject(new Error("read-only tree"));
    await expect(agents.coder(coderInput, unstopped())).rejects.toThrow("read-only tree");
    expect(happened).toEqual([]);
  });
});

describe("a call that is stopped", () => {
  it("tells what it used also when it is stopped after its submission", async () => {
    const controller = new AbortController();
    const findings = { summary: "found", findings: [] };
    const { agents, abandoned, closed } = team(submits(findings));
    closed.push = () => {
      controller.abort("stopped by the user");
      return 0;
    };
    await agents.searcher(common, controller.signal);
    expect(abandoned).toMatchObject([
      { role: "searcher", taskId: "T1", result: { usage: used, session: "ses_1" } },
    ]);
  });
});

describe("the fixer", () => {
  it("is told errors with how often they were seen, check output, the user's words and the diff", async () => {
    const { agents, happened, opened, asked } = team(submits(change));
    await agents.fixer(fixerInput, unstopped());
    expect(happened).toEqual(["roll back to before the fix", "open before the fix", "fixer works", "close"]);
    expect(opened[0]).toMatchObject({ role: "fixer", title: "Fix T1: Add the sum", attempt: 2 });
    expect(asked).toEqual([
      [
        ...taskText,
        "",
        "## Errors to fix",
        "- test: expected 3, got 4 (seen 2 times: the last attempt did not fix it)",
        "- test: no export",
        "",
        "## Output of test (`npm test`)",
        "```",
        "expected 3",
        "ˋˋˋ",
        "got 4",
        "```",
        "",
        "## The user adds",
        "mind the sign",
        "",
        "## Diff of the task so far",
        "the diff since before the task",
        ...plan,
      ].join("\n"),
    ]);
  });

  it("is told 30 errors at most, and how many more there are", async () => {
    const errors = Array.from({ length: 33 }, (_, at) => ({
      text: `error ${at}`,
      fingerprint: `${at}`,
      seen: 1,
    }));
    const { agents, asked } = team(submits(change));
    await agents.fixer({ ...fixerInput, errors }, unstopped());
    expect(asked[0]).toContain("\n- error 29\n… and 3 more\n");
  });

  it("closes the window also when the diff cannot be read", async () => {
    const { agents, happened, checkpoints } = team();
    checkpoints.diff = () => Promise.reject(new Error("no diff"));
    await expect(agents.fixer(fixerInput, unstopped())).rejects.toThrow("no diff");
    expect(happened).toEqual(["roll back to before the fix", "open before the fix", "close"]);
  });
});

describe("the reviewer", () => {
  const criteria = task.acceptance.map((criterion) => ({ criterion, met: true, evidence: "sum.js:1" }));
  const pass = { verdict: "pass", summary: "good", issues: [], criteria };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "agents-"));
    await writeFile(join(folder, "sum.js"), "export const sum = (a, b) => a + b;\n");
  });

  it("answers the criteria with what shows them, and is told what does not exist", async () => {
    const first = { criterion: "1", met: "yes", evidence: "`sum.js` line 1" };
    const second = (evidence: string) => ({ criterion: 2, met: true, evidence });
    const turn = submits(
      { ...pass, criteria: [first] },
      { ...pass, criteria: [first, second("sum.test.js:7")] },
      { ...pass, criteria: [first, second("sum.js:1")] },
    );
    const { agents } = team(turn);
    expect((await agents.reviewer(reviewerInput, unstopped())).submission.criteria).toEqual([
      { ...criteria[0], evidence: "`sum.js` line 1" },
      criteria[1],
    ]);
    expect(turn.answers.map(({ text }) => text)).toEqual([
      expect.stringContaining("- criteria: not answered: 2 (it has a test). Add for each an entry like"),
      expect.stringContaining("- criteria 2: sum.test.js does not exist\nevidence is "),
      expect.stringContaining("Received"),
    ]);
  });

  it("says what now proves that the errors of the last verification are fixed", async () => {
    const failedBefore = [
      { text: "test: expected 3, got 4", fingerprint: "A", seen: 2 },
      { text: "review: sum.js:1: no export", fingerprint: "B", seen: 1 },
    ];
    const old = [
      { criterion: "3", met: true, evidence: "sum.js:1" },
      { criterion: "4", met: false, evidence: "it is still missing" },
    ];
    const fail = { ...pass, verdict: "fail", criteria: [...criteria, ...old] };
    const turn = submits(pass, fail);
    const { agents, asked } = team(turn);
    const { errors } = await agents.reviewer({ ...reviewerInput, failedBefore }, unstopped());
    expect(asked[0]).toContain(
      [
        "## What failed before",
        "The last verification found these, and the change was fixed since. Answer each by its number, like a criterion: met if it is fixed, with what proves it now.",
        "3. test: expected 3, got 4",
        "4. review: sum.js:1: no export",
        "",
        "## The plan it belongs to",
      ].join("\n"),
    );
    expect(turn.answers[0]?.text).toContain(
      "not answered: 3 (test: expected 3, got 4), 4 (review: sum.js:1: no",
    );
    expect(errors).toEqual([{ text: "review: sum.js:1: no export", fingerprint: "B" }]);
  });

  it("gives a criterion that is not met as an error, which is the same whatever is missing", async () => {
    const unmet = (evidence: string) => ({
      ...pass,
      verdict: "fail",
      criteria: [criteria[0], { criterion: "2", met: false, evidence }],
    });
    const { agents } = team(submits(unmet("no test calls it")), submits(unmet("")));
    const error = (text: string) => ({
      text: `review: ${text} (not met: it has a test)`,
      fingerprint: errorFingerprint({ text: "it has a test", code: "review" }),
    });
    expect((await agents.reviewer(reviewerInput, unstopped())).errors).toEqual([error("no test calls it")]);
    expect((await agents.reviewer(reviewerInput, unstopped())).errors).toEqual([error("nothing shows it")]);
  });

  it("is told the checks, the files outside the task, and the diff, and opens no window", async () => {
    const { agents, happened, asked } = team(submits(pass));
    const checks = [
      checkResult("passed"),
      checkResult("couldNotRun", { name: "lint", command: "npm run lint" }),
    ];
    const input = { ...reviewerInput, checks, unplannedFiles: ["package.json", "x.js"], guidance: "be kind" };
    expect(await agents.reviewer(input, unstopped())).toMatchObject({ submission: pass, errors: [] });
    expect(happened).toEqual(["reviewer works"]);
    expect(asked).toEqual([
      [
        ...numberedTask,
        ...plan,
        "",
        "## Checks",
        "- test (`npm test`): passed, exit code 0",
        "- lint (`npm run lint`): could not run",
        "",
        "## Changed files that the task did not name",
        "package.json",
        "x.js",
        "",
        "## Diff of the task",
        "the diff since before the task",
        "",
        "## The user adds",
        "be kind",
      ].join("\n"),
    ]);
  });

  it("is told when nothing was changed, which is not the same as no diff", async () => {
    const { agents, asked, checkpoints } = team(submits(pass));
    checkpoints.diff = async () => "";
    await agents.reviewer({ ...reviewerInput, changedFiles: [] }, unstopped());
    expect(asked[0]).toContain("## Diff of the task\nNOTHING WAS CHANGED, as far as git sees: it does not");
  });

  it("is told which of the task's files nobody can see, in place of that nothing was changed", async () => {
    const { agents, asked, checkpoints } = team(submits(pass));
    checkpoints.diff = async () => "";
    checkpoints.unseen = async (paths) =>
      paths.slice(0, 1).map((path) => ({ path, reason: "git ignores it (.gitignore:3)" }));
    await agents.reviewer({ ...reviewerInput, changedFiles: [] }, unstopped());
    expect(asked[0]).not.toContain("NOTHING WAS CHANGED");
    expect(asked[0]).toMatch(
      /## Diff of the task\nChanges of these files are in no diff, and a rollback does not take them back: \S+ \(git ignores it \(\.gitignore:3\)\)\. Read them/,
    );
  });

  it("has asked for all of its brief before a probe that begins with it asks for anything", async () => {
    const { agents, checkpoints } = team(submits(pass));
    const asked: string[] = [];
    checkpoints.diff = async () => {
      asked.push("diff");
      return "";
    };
    checkpoints.unseen = async () => {
      asked.push("unseen");
      return [];
    };
    const review = agents.reviewer(reviewerInput, unstopped());
    expect(asked).toEqual(["diff", "unseen"]);
    await review;
  });

  it("is told which failing check adds nothing to what failed before", async () => {
    const { agents, asked } = team(submits(pass));
    await agents.reviewer({ ...reviewerInput, checks: [failedCheck] }, unstopped());
    expect(asked[0]).toContain("exit code 1 (no worse than before the mission: not this change's doing)");
  });

  it("is told where there is no check and no diff", async () => {
    const { agents, asked, checkpoints } = team(submits(pass));
    checkpoints.diff = async () => "";
    await agents.reviewer(reviewerInput, unstopped());
    expect(asked[0]).toBe(
      [
        ...numberedTask,
        ...plan,
        "",
        "## Checks",
        "There are none, or none could run: your judgement is the only one.",
        "",
        "## Diff of the task",
        "No diff can be shown. Read the files that the task names.",
      ].join("\n"),
    );
  });

  it("gives its errors, not its warnings, as errors with fingerprints", async () => {
    const fail = {
      verdict: "fail",
      summary: "not yet",
      criteria: [criteria[0], { criterion: "it has a test", met: false, evidence: "" }],
      issues: [
        { severity: "warning", message: "a long name", file: "sum.js" },
        {
          severity: "error",
          message: "adds 1 too much",
          file: "sum.js",
          line: 4,
          suggestion: "drop the + 1",
        },
        { severity: "error", message: "there is no test", criterion: "it has a test" },
      ],
    };
    const { agents } = team(submits(fail));
    expect((await agents.reviewer(reviewerInput, unstopped())).errors).toEqual([
      {
        text: "review: sum.js:4: adds 1 too much — drop the + 1",
        fingerprint: errorFingerprint({ text: " adds 1 too much", file: "sum.js", code: "review" }),
        file: "sum.js",
      },
      {
        text: "review: there is no test (not met: it has a test)",
        fingerprint: errorFingerprint({ text: "it has a test there is no test", code: "review" }),
      },
    ]);
  });

  it("keeps an error short that was written at great length", async () => {
    const issue = { severity: "error", message: "x".repeat(100_000), file: "sum.js" };
    const { agents } = team(submits({ ...pass, verdict: "fail", issues: [issue] }));
    expect((await agents.reviewer(reviewerInput, unstopped())).errors[0]?.text).toHaveLength(1000);
  });

  it("names the same error the same at another line, and with another suggestion", async () => {
    const fail = (line: number, suggestion: string) => ({
      verdict: "fail",
      summary: "not yet",
      criteria,
      issues: [{ severity: "error", message: "wrong sum", file: "sum.js", line, suggestion }],
    });
    const { agents } = team(submits(fail(4, "drop it")), submits(fail(9, "mend it")));
    const first = await agents.reviewer(reviewerInput, unstopped());
    const second = await agents.reviewer(reviewerInput, unstopped());
    expect(second.errors[0]?.fingerprint).toBe(first.errors[0]?.fingerprint);
  });
});

describe("the planner", () => {
  it("is told the request, the project and its limits, which its plan must keep", async () => {
    folder = await mkdtemp(join(tmpdir(), "agents-"));
    await writeFile(join(folder, "package.json"), '{"name":"sample"}');
    const planned = {
      id: "T1",
      title: "Do it",
      description: "All of it",
      files: ["a.js"],
      acceptance: ["works"],
    };
    const fits = { summary: "one task", tasks: [planned] };
    const tooMany = { ...fits, tasks: [planned, { ...planned, id: "T2" }] };
    const turn = submits(tooMany, fits);
    const { agents, asked } = team(turn);
    const input = { request: "add it", limits: { maxTasks: 1, maxFilesPerTask: 2 }, deadlineSeconds: 60 };
    expect((await agents.planner(input, unstopped())).submission).toEqual(fits);
    expect(asked).toEqual([
      [
        "## Request",
        "add it",
        "",
        "## Project",
        "Checks that run by themselves: test (`npm test`)",
        "",
        "Files:",
        "package.json",
        "",
        "package.json:",
        '{"name":"sample"}',
        "",
        "## Limits",
        "At most 1 tasks, at most 2 files a task.",
      ].join("\n"),
    ]);
    expect(turn.answers.map(({ accepted }) => accepted)).toEqual([false, true]);
    expect(turn.answers[0]?.text).toContain("- tasks: 2 tasks; at most 1 are allowed");
  });
});

describe("the searcher", () => {
  it("is told the task, the plan and the user's words", async () => {
    const found = { summary: "found it", findings: [] };
    const { agents, asked, opened, happened } = team(submits(found));
    const input = { ...common, guidance: "look in src" };
    expect((await agents.searcher(input, unstopped())).submission).toEqual(found);
    expect(asked).toEqual([[...taskText, ...plan, "", "## The user adds", "look in src"].join("\n")]);
    expect(opened[0]).toMatchObject({ role: "searcher", title: "Search T1: Add the sum", taskId: "T1" });
    expect(happened).toEqual(["searcher works"]);
  });
});

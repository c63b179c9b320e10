import { describe, expect, it } from "vitest";
import {
  coderBrief,
  examinerBrief,
  fixerBrief,
  plannerBrief,
  reviewerBrief,
  searcherBrief,
} from "../../../src/actors/agents/briefs.js";
import type { FixerInput, ReviewerInput, TaskBrief } from "../../../src/contracts/actor.js";
import type { CheckOutcome } from "../../../src/contracts/check.js";
import { checkResult, counts } from "../../support/check-result.js";

const task: TaskBrief = {
  id: "T1",
  title: "Say hello",
  description: "Print hello.",
  files: [],
  acceptance: ["it prints hello"],
};
const told = "## Task\nT1: Say hello\n\nPrint hello.\n\nAcceptance criteria:\n- it prints hello";
const plan = "## The plan it belongs to\nhello first";
const userAdds = "## The user adds\nin English";
const common = { task, planSummary: "hello first", guidance: "in English", deadlineSeconds: 60, attempt: 0 };
const changeInput = { ...common, checkpoint: { tree: "a" } };

function lines(...sections: string[]): string {
  return sections.join("\n\n");
}

describe("a brief", () => {
  it("names no files where the task names none, and ends with the user's own words", () => {
    expect(searcherBrief(common)).toBe(lines(told, plan, userAdds));
    expect(coderBrief({ ...changeInput, findings: { summary: "nothing yet", findings: [] } })).toBe(
      lines(told, plan, "## What the searcher found\nnothing yet", userAdds),
    );
  });

  it("of a planner holds the plan that the user wants changed, and only then", () => {
    const input = { request: "greet", limits: { maxTasks: 3, maxFilesPerTask: 2 }, deadlineSeconds: 60 };
    const limits = "## Limits\nAt most 3 tasks, at most 2 files a task.";
    expect(plannerBrief(input, "JavaScript")).toBe(
      lines("## Request\ngreet", "## Project\nJavaScript", limits),
    );
    const draft = { summary: "hello first", tasks: [task] };
    expect(plannerBrief({ ...input, draft, guidance: "in English" }, "JavaScript")).toBe(
      lines(
        "## Request\ngreet",
        `## Your last plan, which the user wants changed\n${JSON.stringify(draft)}`,
        userAdds,
        "## Project\nJavaScript",
        limits,
      ),
    );
  });

  it("of an examiner says that there is no task, what to judge, and what the user adds", () => {
    const first =
      "## Review\nThere is no task and no check has run. Judge whether it is correct, complete and safe; an error names its file and line, or what is wrong.";
    expect(examinerBrief("a diff", undefined)).toBe(lines(first, "## What to judge\na diff"));
    expect(examinerBrief("a diff", "in English")).toBe(lines(first, "## What to judge\na diff", userAdds));
  });
});

describe("the reviewer's brief", () => {
  const input: ReviewerInput = {
    ...common,
    taskCheckpoint: { tree: "a" },
    failedBefore: [],
    checks: [],
    changedFiles: null,
    weakenings: [],
    unplannedFiles: [],
  };

  it("says that nobody can tell the changes outside git", () => {
    expect(reviewerBrief(input, "")).toBe(
      lines(
        told.replace("- it prints", "1. it prints"),
        plan,
        "## Checks\nThere are none, or none could run: your judgement is the only one.",
        "## Diff of the task\nNo diff can be shown. Read the files that the task names.",
        userAdds,
      ),
    );
  });

  it("says of each check how it ended, and that what still fails is not this change's doing", () => {
    const check = (outcome: CheckOutcome, told = {}) =>
      checkResult(outcome, { name: outcome, command: "make", ...told });
    const checks = [
      check("passed", counts(12)),
      check("failed"),
      check("timedOut"),
      check("couldNotRun", { reason: "jest is missing" }),
      check("ranNothing", counts(0, 0, 3)),
      check("cannotTell"),
    ];
    expect(reviewerBrief({ ...input, checks }, "the diff")).toContain(
      [
        "## Checks",
        "- passed (`make`): passed, exit code 0, 12 tests executed",
        "- failed (`make`): failed, exit code 1 (no worse than before the mission: not this change's doing)",
        "- timedOut (`make`): timed out (no worse than before the mission: not this change's doing)",
        "- couldNotRun (`make`): could not run (jest is missing)",
        "- ranNothing (`make`): ran nothing, exit code 0, 0 tests executed, 3 skipped",
        "- cannotTell (`make`): cannot tell, exit code 1",
        "",
        "## Diff of the task",
      ].join("\n"),
    );
  });

  it("names what the change takes away from the checks, and what a pass agrees to", () => {
    const weakenings = ["a", "b"].map((name) => ({
      text: `test ${name} is gone`,
      fingerprint: name,
      files: [],
    }));
    expect(reviewerBrief({ ...input, weakenings }, "the diff")).toContain(
      [
        "## What this change takes away from the checks",
        "- test a is gone",
        "- test b is gone",
        "The checks cannot see what they no longer look at. Pass only if the task asks for each of these and the criteria are still tested; a pass says that you agree to all of them.",
        "",
        "## Diff of the task",
      ].join("\n"),
    );
  });
});

describe("the fixer's brief", () => {
  it("shows the faults that no test notices", () => {
    const survivor = { kind: "constant", file: "a.js", line: 3, before: "  return 1;", after: "  return 2;" };
    const survivors = [{ ...survivor, outcome: "survived" as const, by: [], seconds: 1 }];
    expect(fixerBrief({ ...input, survivors }, "")).toContain(
      '## Survivors: faults seeded into the change that no test noticed\n- a.js:3 "return 1;" as "return 2;"',
    );
  });

  const input: FixerInput = {
    ...changeInput,
    taskCheckpoint: { tree: "a" },
    errors: [],
    failedChecks: [],
    survivors: [],
  };
  const errors = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ text: `error ${at + 1}`, fingerprint: `${at}`, seen: 1 }));
  const shown = errors(30)
    .map(({ text }) => `- ${text}`)
    .join("\n");

  it("shows thirty errors and speaks of more only where there are more", () => {
    expect(fixerBrief({ ...input, errors: errors(30) }, "")).toBe(
      lines(told, `## Errors to fix\n${shown}`, userAdds, plan),
    );
    expect(fixerBrief({ ...input, errors: errors(32) }, "the diff")).toBe(
      lines(
        told,
        `## Errors to fix\n${shown}\n… and 2 more`,
        userAdds,
        "## Diff of the task so far\nthe diff",
        plan,
      ),
    );
  });
});

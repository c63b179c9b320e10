import { execFile } from "node:child_process";
import { cp } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { atomicPlanSchema, planSchema } from "../../src/contracts/plan.js";
import { reviewSchema } from "../../src/contracts/review.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { rehearsal } from "../../src/demo/rehearsal.js";
import { createProject, type Project } from "../support/project.js";

const sampleProject = fileURLToPath(new URL("../../demo/sample-project", import.meta.url));
const seconds = 1000;
let project: Project | undefined;

afterEach(async () => {
  await project?.remove();
  project = undefined;
});

describe("the demo's rehearsal", () => {
  test("plans three atomic tasks that name their files", () => {
    const plan = planSchema.parse(submissionOf("planner", {}, "submit_plan"));

    expect(atomicPlanSchema({ maxTasks: 50, maxFilesPerTask: 2 }).safeParse(plan).success).toBe(true);
    expect(plan.tasks.map((task) => [task.id, task.dependsOn ?? []])).toEqual([
      ["T1", []],
      ["T2", []],
      ["T3", ["T1", "T2"]],
    ]);
  });

  test("reviews every task consistently", () => {
    for (const task of ["T1", "T2", "T3"]) {
      const review = reviewSchema.parse(submissionOf("reviewer", { task, attempt: 0 }, "submit_review"));
      expect(review.verdict).toBe("pass");
    }
  });

  test("writes only the files that its plan names", () => {
    const plan = planSchema.parse(submissionOf("planner", {}, "submit_plan"));

    for (const task of plan.tasks) {
      const calls = callsOf("coder", { task: task.id, attempt: 0 });
      const written = calls.filter((call) => call.name === "write").map((call) => call.arguments.filePath);
      expect(written).toEqual(task.files);
      expect(calls.at(-1)).toMatchObject({ name: "submit_change", arguments: { files: task.files } });
    }
  });

  test("answers whoever else asks, such as the title generator, with a short text", () => {
    expect(rehearsal(ask(undefined, {}, 0))).toEqual({ text: "Discounts for the cart" });
  });

  test(
    "keeps the sample project's tests green but for the first change of T2, which its fixer mends",
    async () => {
      project = await createProject({});
      await cp(sampleProject, project.path, { recursive: true });

      const before = await runTests(project);
      await apply(project, callsOf("coder", { task: "T1", attempt: 0 }));
      const afterT1 = await runTests(project);
      await apply(project, callsOf("coder", { task: "T2", attempt: 0 }));
      const afterT2 = await runTests(project);
      await apply(project, callsOf("fixer", { task: "T2", attempt: 1 }));
      const afterFix = await runTests(project);
      await apply(project, callsOf("coder", { task: "T3", attempt: 0 }));
      const afterT3 = await runTests(project);

      expect([before, afterT1, afterT2, afterFix, afterT3]).toEqual([
        { exitCode: 0, failed: [] },
        { exitCode: 0, failed: [] },
        { exitCode: 1, failed: ["an order of exactly 50.00 ships free"] },
        { exitCode: 0, failed: [] },
        { exitCode: 0, failed: [] },
      ]);
    },
    60 * seconds,
  );
});

interface Call {
  name: string;
  arguments: Record<string, string>;
}

type Tags = Partial<Pick<ModelRequest, "task" | "attempt">>;

function ask(agent: string | undefined, { task, attempt }: Tags, step: number): ModelRequest {
  return {
    agent,
    task,
    attempt,
    step,
    index: 0,
    at: 0,
    headers: {},
    body: { messages: [] },
    run: undefined,
    session: undefined,
    systemBytes: 0,
    toolsBytes: 0,
    tools: [],
    lastUserText: "",
    text: "",
    toolResults: [],
  };
}

/** All tool calls of an agent's session, in their order. */
function callsOf(agent: string, tags: Tags): Call[] {
  const calls: Call[] = [];
  for (let step = 0; ; step += 1) {
    const reply = rehearsal(ask(agent, tags, step));
    if (!("toolCalls" in reply)) return calls;
    calls.push(...(reply.toolCalls as Call[]));
  }
}

function submissionOf(agent: string, tags: Tags, tool: string): unknown {
  const calls = callsOf(agent, tags);
  expect(calls.at(-1)?.name).toBe(tool);
  return calls.at(-1)?.arguments;
}

/** Does what OpenCode's `write` and `edit` do. */
async function apply(to: Project, calls: Call[]): Promise<void> {
  for (const { name, arguments: args } of calls) {
    const { filePath = "", content = "", oldString = "", newString = "" } = args;
    if (name === "write") await to.write(filePath, content);
    if (name === "edit") {
      const parts = (await to.read(filePath)).split(oldString);
      expect(parts, `${oldString} must be there once`).toHaveLength(2);
      await to.write(filePath, parts.join(newString));
    }
  }
}

function runTests({ path }: Project): Promise<{ exitCode: number; failed: string[] }> {
  const args = ["--test", "--test-reporter", "tap"];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: path }, (_error, stdout) => {
      const failed = [...stdout.matchAll(/^\s*not ok \d+ - (.*)$/gm)].map((match) => match[1] ?? "");
      resolve({ exitCode: child.exitCode ?? -1, failed: failed.filter((name) => !name.endsWith(".js")) });
    });
  });
}

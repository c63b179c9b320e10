import { expect, it } from "vitest";
import type { AgentPort } from "../../../src/actors/agents/agent-port.js";
import { createAgents } from "../../../src/actors/agents/agents.js";
import { noUsage } from "../../../src/contracts/agent.js";
import { optionsSchema } from "../../../src/contracts/options.js";
import { chooseModel, modelName, parseModel } from "../../../src/plugin/options/model-choice.js";
import { errorOf, startRun, task } from "../../machine/live-run.js";
import { fakeCheckpoints } from "../../support/fake-checkpoints.js";

const options = optionsSchema.parse({
  agents: {
    fixer: { model: ["a/small", "a/middle", "a/big"] },
    reviewer: { model: ["b/small", "b/middle", "b/big"] },
  },
});

/** A port that only says on which model an agent would work. */
function listeningPort() {
  const opened: string[] = [];
  const modelOf: AgentPort["modelOf"] = ({ role, attempt }) =>
    modelName(chooseModel(options, role, attempt, parseModel("a/selected")));
  const port: AgentPort = {
    modelOf,
    async open(request) {
      opened.push(`${request.role} ${modelOf(request)}`);
      throw new Error("nobody answers");
    },
  };
  return { port, opened };
}

it("each review of a task is a rung higher, as are the fixes that it judges, and the next task begins below", async () => {
  const { port, opened } = listeningPort();
  const agents = createAgents({
    port,
    checkpoints: fakeCheckpoints(),
    folder: ".",
    listChecks: async () => [],
    tryFailing: async () => ({ outcome: "failing" }),
    abandoned: () => {},
    submitted: { find: () => undefined, add: () => {} },
  });
  const used = { usage: noUsage, seconds: 0 };
  const verdicts = ["fail", "fail", "fail", "pass", "pass"] as const;
  let reviews = 0;
  const changed = { submission: { summary: "changed", files: ["T1.js"] }, ...used };
  const run = startRun({
    tasks: [task("T1"), task("T2", ["T1"])],
    limits: { sameErrorLimit: 9 },
    actors: {
      async fixer(input, signal) {
        await agents.fixer(input, signal).catch(() => {});
        return changed;
      },
      async reviewer(input, signal) {
        await agents.reviewer(input, signal).catch(() => {});
        const verdict = verdicts[reviews++] ?? "pass";
        const submission = { verdict, summary: verdict, issues: [] };
        return { submission, ...used, errors: verdict === "pass" ? [] : [errorOf("review")] };
      },
    },
  });
  await run.rest();
  expect(opened).toEqual([
    "reviewer b/small",
    "fixer a/middle",
    "reviewer b/middle",
    "fixer a/big",
    "reviewer b/big",
    "fixer a/big",
    "reviewer b/big",
    "reviewer b/small",
  ]);
});

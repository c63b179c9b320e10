import { afterEach, expect, test } from "vitest";
import { goodTeam, type Stage, setStage, task } from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"));
let stage: Stage | undefined;
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

test("a mission works under the user's filters of providers, tools and agents", async () => {
  const off = { disable: true };
  stage = await setStage({
    script: team,
    config: {
      enabled_providers: ["scripted"],
      disabled_providers: ["statechart", "acme"],
      tools: { submit_plan: false, submit_review: false, question: false },
      agent: { planner: off, orchestrator: off },
      default_agent: "planner",
    },
  });
  expect(await stage.command(await stage.createSession(), "auto", "write a.txt")).toContain("✓ Verified");
  expect(await stage.project.read("a.txt")).toBe("good\n");
});

test.each([
  ["tools", { tools: { write: false } }, ['- coder, fixer: no edit, by "edit": "deny"']],
  [
    "a rule for all tools",
    { permission: { "*": "deny" } },
    [
      '- planner, searcher, coder, reviewer, fixer: no read, by "*": "deny"',
      '- coder, fixer: no edit, by "*": "deny"',
    ],
  ],
])("nothing is started where agents may not use what they need, by %s", async (_, config, lines) => {
  stage = await setStage({ script: team, config });
  const session = await stage.createSession();
  const answer = (await stage.command(session, "auto", "write a.txt")).split("\n");
  expect(answer.slice(0, -1)).toEqual([
    "Nothing was started, since OpenCode's permissions deny agents a tool that they need:",
    ...lines,
  ]);
  expect(answer.at(-1)).toContain("`permission` or `tools` in OpenCode's config");
  expect(stage.model.requests).toEqual([]);
  if (lines.length > 1) return;
  // A search edits nothing.
  expect(await stage.command(session, "search", "where is a?")).toContain("✓ Answered");
});

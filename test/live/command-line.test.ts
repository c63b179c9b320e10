import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { AgentRole } from "../../src/contracts/agent.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { type RehearsedModel, startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { startCommandLine } from "../support/command-line.js";
import { nobodyIn } from "../support/leftovers.js";
import { call, change, checkedProject, goodTeam, replyOf, type Script, task } from "../support/mission.js";
import { opencodeEnvironment } from "../support/opencode.js";
import { createProject, type Project } from "../support/project.js";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const team = goodTeam(task("T1", "a.txt"));

let home: string;
let script: Script;
let model: RehearsedModel;
let project: Project;

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-home-")));
  await mkdir(join(home, "tmp"));
  model = await startRehearsedModel((request) =>
    replyOf(script, { ...request, agent: request.agent ?? roleOf(request) }),
  );
});

afterEach(async () => {
  await nobodyIn(project.path);
  await project.remove();
});

afterAll(async () => {
  await model.close();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

/** Where the plugin has no options, its requests carry no tags. */
function roleOf({ tools }: ModelRequest): AgentRole | undefined {
  const roles = { submit_plan: "planner", submit_findings: "searcher", submit_change: "coder" } as const;
  if (tools.includes("submit_review")) return "reviewer";
  return Object.entries(roles).find(([tool]) => tools.includes(tool))?.[1];
}

interface Call {
  plugin?: false | object;
  env?: Record<string, string>;
}

async function start(args: string[], { plugin = {}, env = {} }: Call = {}) {
  // An OpenCode that ended in the midst of its background install leaves a lock there, for which the next one
  // waits for a minute.
  await rm(join(home, ".local", "state", "opencode", "locks"), { recursive: true, force: true });
  const options = { project: project.path, model, plugin, env, config: { snapshot: false } };
  return startCommandLine(main, args, { folder: project.path, env: opencodeEnvironment(options, home) });
}

const run = async (args: string[], call?: Call) => (await start(args, call)).ended;

test("auto brings the plugin along where no config names it, and ends with 0 and the report alone as JSON", async () => {
  script = team;
  project = await createProject(checkedProject);
  const words = `write "a.txt" -- and  'only' that`;
  const { exitCode, stdout, stderr } = await run(["auto", "--json", words], { plugin: false });
  expect(stderr).toContain("✓ Verified");
  expect(JSON.parse(stdout)).toMatchObject({ version: 1, status: "verified", request: words });
  expect(exitCode).toBe(0);
});

test("a run that needs the user ends with 3, an interrupted one with 130, and --resume goes on with both", async () => {
  const options = { plugin: { retryLimit: 1 } };
  const bad = () => change("a.txt", "bad: words\n");
  script = { ...team, coder: bad, fixer: bad };
  project = await createProject(checkedProject);
  const first = await run(["auto", "write a.txt"], options);
  expect(first.stdout).toContain("Status: needs-user");
  expect(first.stderr).toBe("");
  expect(first.exitCode).toBe(3);

  script = { ...team, fixer: () => [{ hang: true }] };
  const before = model.requests.length;
  const { child, ended } = await start(["auto", "--json", "--resume", 'retry "use the word good"'], options);
  const { run: id, lastUserText } = await Promise.race([
    model.waitForRequest(({ agent, index }) => agent === "fixer" && index >= before),
    ended.then((end) => expect.fail(`It did not come to the fixer: ${JSON.stringify(end)}`)),
  ]);
  expect(lastUserText).toContain("use the word good");
  expect(lastUserText).not.toContain('\\"');
  child.kill("SIGINT");
  const second = await ended;
  expect(JSON.parse(second.stdout)).toEqual({ error: expect.stringContaining("auto --resume"), run: id });
  expect(second.exitCode).toBe(130);
  expect((await run(["show"])).stdout).toContain(`Run ${id} is interrupted: write a.txt`);

  script = team;
  const third = await run(["auto", "--resume"], options);
  expect(third.stdout).toContain("✓ Verified");
  expect(third.exitCode).toBe(0);
});

test("auto ends with 4 where no check can be run", async () => {
  script = team;
  project = await createProject({ "readme.md": "Nothing to check.\n" });
  const { exitCode, stdout } = await run(["auto", "write a.txt"]);
  expect(stdout).toContain("? Done, but not verified");
  expect(exitCode).toBe(4);
});

test("plan, search, review and fix run without a terminal, each with its words and its exit code", async () => {
  script = {
    ...team,
    searcher: () => [
      call("submit_findings", {
        summary: "One place.",
        findings: [{ file: "check.mjs", lines: "1-3", note: "the check" }],
      }),
    ],
    fixer: () => change("a.txt", "good\n"),
  };
  project = await createProject(checkedProject);
  const plan = await run(["plan", "write a.txt"]);
  expect(plan.stdout).toContain("| T1 | Write a.txt | a.txt | – |");
  expect(plan.stdout).toContain("/auto-resume run");
  expect(plan.exitCode).toBe(0);
  expect((await run(["auto"])).stdout).toContain("✓ Verified");

  const search = await run(["search", "where is it checked?"]);
  expect(search.stdout).toContain("- `check.mjs:1-3` the check");
  expect(search.exitCode).toBe(0);

  const review = await run(["review", "--json", "check.mjs"]);
  expect(JSON.parse(review.stdout)).toMatchObject({ command: "review", calls: { reviewer: 1 } });
  expect(review.exitCode).toBe(0);

  await project.write("a.txt", "bad: by the user\n");
  const fix = await run(["fix"]);
  expect(fix.stdout).toContain("✓ F1 Fix what was reported (verified");
  expect(fix.exitCode).toBe(0);
  expect(await project.read("a.txt")).toBe("good\n");
});

test("doctor finds all well in a good project, and names filters and an OpenCode that is missing", async () => {
  project = await createProject(checkedProject);
  const good = await run(["doctor"]);
  expect(good.stdout.match(/^warn {2}.*?(?=:)/gm)).toEqual([
    "warn  Sidebar",
    "warn  The reviewer works on the coder's model (scripted/m1)",
  ]);
  expect(good.stdout).toContain("11 ok, 2 to look at, 0 failed");
  expect(good.exitCode).toBe(0);

  const filters = {
    disabled_providers: ["scripted"],
    permission: { edit: "deny" },
    command: { auto: { template: "mine" } },
  };
  await project.write("opencode.json", JSON.stringify(filters));
  const filtered = await run(["doctor"]);
  for (const line of [
    "warn  /auto is a command of your own",
    'fail  Tools of coder, fixer: no edit, by "edit": "deny"',
    'OpenCode may not call scripted/m1: "disabled_providers" names scripted',
  ]) {
    expect(filtered.stdout).toContain(line);
  }

  const bad = await run(["doctor"], { env: { OPENCODE_BIN: join(project.path, "no-such-file") } });
  expect(bad.stdout).toMatch(/fail {2}OPENCODE_BIN is .*no-such-file/);
  expect(bad.exitCode).toBe(1);
});

import { existsSync } from "node:fs";
import { cp, mkdtemp, realpath, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type RehearsedModel, startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { lockFileOf } from "../../src/runs/run-folder.js";
import { change, checkedProject, goodTeam, replyOf, type Script, task, write } from "../support/mission.js";
import { type Opencode, startOpencode } from "../support/opencode.js";
import { createProject, type Project } from "../support/project.js";

const team = goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"]));
/** It writes half of its task and then says nothing more. */
const cutOff: Script = {
  ...team,
  coder: ({ task: id }) =>
    id === "T1" ? change("a.txt", "good\n") : [write("b.txt", "half\n"), { hang: true }],
};

let root: string;
let project: Project;
let model: RehearsedModel;
let script: Script;
const running: Opencode[] = [];

/** Two missions, or one and its resumption. */
vi.setConfig({ testTimeout: 600_000 });

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-places-")));
  script = cutOff;
  model = await startRehearsedModel((request) => replyOf(script, request));
});
afterEach(async () => {
  for (const opencode of running.splice(0)) await opencode.stop();
  await model.close();
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
});

async function start(path: string): Promise<Opencode> {
  const opencode = await startOpencode({ project: path, model, home: join(root, "home"), plugin: {} });
  running.push(opencode);
  return opencode;
}

async function say({ client }: Opencode, command: string, text = ""): Promise<string> {
  const { data: session } = await client.session.create({});
  const { data } = await client.session.command({
    sessionID: session?.id ?? "",
    command,
    arguments: text,
  });
  return data?.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n") ?? "";
}

/** A run whose second task is half made; OpenCode still works on it. */
async function halfMade(folder = "."): Promise<{ opencode: Opencode; turn: Promise<string>; run: string }> {
  const files = Object.entries(checkedProject).map(([name, text]) => [join(folder, name), text]);
  project = await createProject(Object.fromEntries(files), { path: join(root, "clone") });
  const opencode = await start(join(project.path, folder));
  const turn = say(opencode, "auto", "write two good files").catch(() => "killed");
  const { run = "" } = await model.waitForRequest(
    ({ agent, task: id, step }) => agent === "coder" && id === "T2" && step === 1,
    250_000,
  );
  return { opencode, turn, run };
}

const coders = () => model.requests.filter(({ agent, step }) => agent === "coder" && step === 0).length;

test("after `git clean -fdx`, the run goes on: what was half made is made again", async () => {
  const { opencode, turn } = await halfMade();
  await opencode.kill();
  await turn;
  await project.git("clean", "-fdx", "--quiet");
  script = team;
  const again = await start(project.path);
  const { data: session } = await again.client.session.create({});
  const sessionID = session?.id ?? "";
  await again.client.session.command({ sessionID, command: "auto-resume", arguments: "" });
  const { data: messages } = await again.client.session.messages({ sessionID });
  expect(JSON.stringify(messages)).toContain(
    "Restored, since finished tasks created it and it was missing: a.txt.",
  );
  expect(JSON.stringify(messages)).toContain("✓ Verified");
  expect(await project.git("status", "--porcelain")).toBe("?? a.txt\n?? b.txt\n");
  expect(await project.read("a.txt")).toBe("good\n");
  expect(await project.read("b.txt")).toBe("good\n");
  expect(coders()).toBe(3);
});

test("in a clone that was moved, the run goes on, and its half-made change is taken back first", async () => {
  const { opencode, turn, run } = await halfMade("packages/one");
  await opencode.kill();
  await turn;
  const moved = join(root, "moved");
  await rename(project.path, moved);
  script = team;
  const again = await start(join(moved, "packages/one"));
  expect(await say(again, "auto-status")).toContain(`Run ${run} (write two good files) is interrupted`);
  const answer = await say(again, "auto-resume");
  expect(answer).toContain("✓ Verified");
  expect(answer).toMatch(
    new RegExp(`Report: .*\\.git/opencode-orchestrator/folders/packages/one/${run}/report\\.json`),
  );
  expect(existsSync(project.path)).toBe(false);
  expect(existsSync(lockFileOf(moved))).toBe(false);
  expect(coders()).toBe(3);
});

test("a copied clone has a run of its own, while the first one's works on", async () => {
  const { opencode, turn, run } = await halfMade();
  const copy = join(root, "copy");
  await cp(project.path, copy, { recursive: true });
  script = team;
  const other = await start(copy);
  expect(await say(other, "auto-resume")).toContain("✓ Verified");
  expect(existsSync(join(copy, `.git/opencode-orchestrator/${run}/report.json`))).toBe(true);
  expect(existsSync(join(project.path, `.git/opencode-orchestrator/${run}/report.json`))).toBe(false);
  expect(await project.read("b.txt")).toBe("half\n");
  expect(existsSync(lockFileOf(project.path))).toBe(true);
  await opencode.kill();
  await turn;
  const again = await start(project.path);
  expect(await say(again, "auto-resume")).toContain("✓ Verified");
  expect(await project.read("b.txt")).toBe("good\n");
});

test("a run of an earlier version, in the worktree, goes on where it is", async () => {
  const { opencode, turn, run } = await halfMade();
  await opencode.kill();
  await turn;
  await project.write(".opencode/orchestrator/.gitignore", "*\n");
  const older = join(project.path, ".opencode/orchestrator", run);
  await rename(join(project.path, ".git/opencode-orchestrator", run), older);
  script = team;
  const again = await start(project.path);
  const answer = await say(again, "auto-resume");
  expect(answer).toContain("✓ Verified");
  expect(answer).toContain(`Report: .opencode/orchestrator/${run}/report.json`);
  expect(await project.git("status", "--porcelain")).toBe("?? a.txt\n?? b.txt\n");
});

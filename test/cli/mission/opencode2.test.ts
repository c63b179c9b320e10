import { chmod, cp, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { processIdentity } from "../../../src/runs/process-identity.js";
import { lockFileOf, runsFolderOf } from "../../../src/runs/run-folder.js";
import { acquireLock } from "../../../src/runs/run-lock.js";
import { startCommandLine } from "../../support/command-line.js";
import { compile } from "../../support/compiled-module.js";
import { cutOff, makeRun } from "../../support/made-run.js";
import { type PretendOpencode2, pretendOpencode2, session } from "../../support/pretend-opencode2.js";

let root: string;
let main: string;
let folder: string;
let opencode: PretendOpencode2;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "opencode2-")));
  const compiled = join(root, "compiled");
  await mkdir(compiled);
  main = await compile("src/cli/main.ts", compiled);
  const manifest = { name: "opencode-orchestrator", version: "1.2.3", type: "module" };
  await writeFile(join(compiled, "package.json"), JSON.stringify(manifest));
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, "project-"));
});
afterEach(async () => {
  await opencode.close();
});

const start = (...args: string[]) => {
  const { PATH, XDG_STATE_HOME } = process.env;
  const env = { PATH, XDG_STATE_HOME, HOME: root, OPENCODE_BIN: opencode.binary };
  return startCommandLine(main, args, { folder, env });
};
const run = (...args: string[]) => start(...args).ended;
const lines = () => opencode.requests.map(({ line }) => line);

/** A turn with an agent's row and a text. */
function turn({ tell, rest }: PretendOpencode2): undefined {
  tell("session.execution.started");
  tell("session.step.started", { agent: "orchestrator", model: { id: "machine", providerID: "statechart" } });
  tell("session.tool.input.started", { id: "call_1", name: "subagent" });
  const input = { agent: "orchestrator-planner", description: "Plan the work", prompt: "…" };
  tell("session.tool.called", { id: "call_1", input });
  tell("session.text.ended", { sessionID: "ses_child", text: "an agent's own words" });
  tell("session.tool.success", { id: "call_1" });
  tell("session.step.started", { agent: "orchestrator", model: { id: "machine", providerID: "statechart" } });
  tell("session.text.ended", { text: "**✓ Verified**\n\nFiles: a.txt\n" });
  tell("session.execution.succeeded");
  rest();
}

it.each([
  ["verified", {}, 0],
  ["unverified", { baseline: "none" }, 4],
  ["needs-user", { taskChecks: ["A", "A", "A"] }, 3],
] as const)(
  "a %s run is told line by line and ends with its exit code, its report as JSON",
  async (status, script, exitCode) => {
    const made = await makeRun(await mkdtemp(join(root, "made-")), "run1", script as object);
    expect(made.report?.status).toBe(status);
    opencode = await pretendOpencode2(root, async (_, opencode) => {
      await cp(made.folder, join(runsFolderOf(folder), basename(made.folder)), { recursive: true });
      turn(opencode);
    });
    const { stdout, ...rest } = await run("auto", "--json", "--model", "a/b/c#high", "--", '-- do  "it"');
    const told = [
      ...["", "> orchestrator · machine", ""],
      ...["• Plan the work Planner Agent", "✓ Plan the work Planner Agent"],
      ...["**✓ Verified**", "", "Files: a.txt", ""],
    ];
    expect(rest).toEqual({ exitCode, stderr: told.join("\n") });
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(made.report)));
    expect(opencode.requests.slice(0, 2)).toEqual([
      {
        line: "POST /api/session",
        body: {
          location: { directory: folder },
          permissions: [{ action: "question", resource: "*", effect: "deny" }],
          model: { providerID: "a", id: "b/c", variant: "high" },
        },
      },
      { line: `POST /api/session/${session}/command`, body: { name: "auto", text: '-- do  "it"' } },
    ]);
  },
);

it("the server is on this machine alone, has a password of its own, and ends with its children", async () => {
  opencode = await pretendOpencode2(root, (_, opencode) => turn(opencode));
  await run("plan", "it");
  const { args, password, pid, child } = await opencode.started();
  expect(args).toEqual(["serve", "--stdio", "--hostname", "127.0.0.1", "--port", "0"]);
  expect(password).toMatch(/^[\w-]{43}$/);
  await expect.poll(() => Promise.all([pid, child].map(processIdentity))).toEqual([undefined, undefined]);
});

it("a refused command and a failed turn are told with OpenCode's words", async () => {
  opencode = await pretendOpencode2(root, () => "Command not found: auto");
  const refused = "OpenCode ended with exit code 1. No run was started: Error: Command not found: auto";
  expect(await run("auto", "it")).toEqual({
    exitCode: 1,
    stdout: "Error: Command not found: auto\n",
    stderr: `error: ${refused}\n`,
  });
  await opencode.close();
  opencode = await pretendOpencode2(root, (_, { tell }) => {
    tell("session.tool.input.started", { id: "call_1", name: "read" });
    tell("session.tool.called", { id: "call_1", input: {} });
    tell("session.tool.failed", { id: "call_1", error: { type: "unknown", message: "no such file" } });
    tell("session.step.failed", { error: { type: "provider.auth", message: "no key" } });
    tell("session.execution.failed", { error: { type: "provider.auth", message: "no key" } });
    return undefined;
  });
  const { exitCode, stdout } = await run("auto", "it");
  expect([exitCode, stdout]).toEqual([1, "• read\n✗ read failed\nError: no such file\nError: no key\n"]);
});

it("what is asked in any session is refused, since nobody is there", async () => {
  opencode = await pretendOpencode2(root, (_, { tell }) => {
    tell("permission.asked", { sessionID: "ses_2", id: "per_1", action: "shell", resources: ["ls", "cat"] });
    tell("form.created", { form: { sessionID: "ses_2", id: "frm_1", title: "Which?" } });
    return undefined;
  });
  const { ended } = start("auto", "it");
  await expect.poll(lines).toContain("DELETE /api/session/ses_2/form/frm_1");
  const reply = opencode.requests.find(({ line }) => line.endsWith("/permission/per_1/reply"));
  expect(reply).toEqual({
    line: "POST /api/session/ses_2/permission/per_1/reply",
    body: { decision: "reject", message: expect.stringContaining("Nobody can be asked") },
  });
  turn(opencode);
  expect((await ended).stdout).toContain(
    "! permission requested: shell (ls, cat); auto-rejecting\n! question: Which?; cancelled, since nobody can be asked\n",
  );
});

it("a signal interrupts the session, and the run comes to rest before the server ends", async () => {
  const cut = await makeRun(await mkdtemp(join(root, "made-")), "run1", cutOff);
  const rested = await makeRun(await mkdtemp(join(root, "made-")), "run1", {
    ...cutOff,
    events: [{ type: "run.stopped" }],
  });
  const place = join(runsFolderOf(folder), "run1");
  opencode = await pretendOpencode2(root, (what, { tell }) => {
    if (what === "command") return undefined;
    tell("session.step.failed", { error: { type: "aborted", message: "Step interrupted" } });
    tell("session.execution.interrupted", { reason: "user" });
    return undefined;
  });
  const { child, ended } = start("auto", "--json", "it");
  await expect.poll(lines).toContain(`POST /api/session/${session}/command`);
  await cp(cut.folder, place, { recursive: true });
  const lock = await acquireLock(lockFileOf(folder), { run: "run1", session, folder });
  child.kill("SIGINT");
  await expect.poll(lines).toContain(`POST /api/session/${session}/interrupt`);
  const { pid } = await opencode.started();
  expect(await processIdentity(pid)).toBeDefined();
  await cp(rested.folder, place, { recursive: true });
  await expect.poll(() => processIdentity(pid)).toBeUndefined();
  await lock.release();
  const { exitCode, stdout, stderr } = await ended;
  expect([exitCode, stderr]).toEqual([130, ""]);
  expect(JSON.parse(stdout)).toEqual({ error: "Interrupted before a run started" });
});

it("a second signal kills what does not end", async () => {
  opencode = await pretendOpencode2(root, () => undefined);
  const { child, ended } = start("auto", "it");
  await expect.poll(lines).toContain(`POST /api/session/${session}/command`);
  child.kill("SIGINT");
  await expect.poll(lines).toContain(`POST /api/session/${session}/interrupt`);
  child.kill("SIGINT");
  const { exitCode, stderr } = await ended;
  expect([exitCode, stderr]).toEqual([130, "error: Interrupted before a run started\n"]);
  const started = await opencode.started();
  await expect.poll(() => processIdentity(started.pid)).toBeUndefined();
});

it("the server ends with a command line that is killed", async () => {
  opencode = await pretendOpencode2(root, () => undefined);
  const { child, ended } = start("auto", "it");
  await expect.poll(lines).toContain(`POST /api/session/${session}/command`);
  child.kill("SIGKILL");
  await ended;
  const started = await opencode.started();
  await expect.poll(() => processIdentity(started.pid)).toBeUndefined();
  process.kill(started.child);
});

it("events that break off begin again, and the end is seen without them", async () => {
  opencode = await pretendOpencode2(root, (_, { tell }) => {
    tell("session.text.ended", { text: "first" });
    return undefined;
  });
  const { child, ended } = start("auto", "it");
  const seen: string[] = [];
  child.stdout?.on("data", (piece) => seen.push(String(piece)));
  await expect.poll(() => seen.join("")).toContain("first\n");
  opencode.breakEvents();
  await expect
    .poll(() => {
      opencode.tell("session.text.ended", { text: "again" });
      return seen.join("");
    })
    .toContain("first\nagain\n");
  opencode.rest();
  expect((await ended).exitCode).toBe(1);
});

it("a server that ends too early is told with its words or its exit code", async () => {
  opencode = await pretendOpencode2(root, async (_, { started }) => {
    process.kill((await started()).pid, "SIGKILL");
  });
  expect((await run("auto", "it")).stderr).toMatch(
    /^error: OpenCode ended with exit code 1\. No run was started: /,
  );
  const lines = [
    "#!/bin/sh",
    'if [ "$1" = --version ]; then echo 2.3.4; exit; fi',
    'echo "the port is taken" >&2; exit 7',
  ];
  await writeFile(opencode.binary, lines.join("\n"));
  await chmod(opencode.binary, 0o755);
  expect(await run("auto", "it")).toEqual({
    exitCode: 1,
    stdout: "",
    stderr: `error: OpenCode (${opencode.binary}) cannot be started: the port is taken\n`,
  });
});

import { chmod, cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { processIdentity } from "../../src/runs/process-identity.js";
import { lockFileOf, runsFolderOf } from "../../src/runs/run-folder.js";
import { acquireLock } from "../../src/runs/run-lock.js";
import { startCommandLine } from "../support/command-line.js";
import { compile } from "../support/compiled-module.js";
import { cutOff, makeRun } from "../support/made-run.js";

let root: string;
let compiled: string;
let main: string;
let folder: string;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "command-line-")));
  compiled = join(root, "compiled");
  await mkdir(compiled);
  main = await compile("src/cli/main.ts", compiled);
  const manifest = { name: "opencode-orchestrator", version: "1.2.3", type: "module" };
  await writeFile(join(compiled, "package.json"), JSON.stringify(manifest));
  const assets = "dist/inspector/assets";
  await cp(fileURLToPath(new URL(`../../${assets}`, import.meta.url)), join(compiled, assets), {
    recursive: true,
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(root, "project-"));
});

const run = (args: string[], env: Record<string, string> = {}) => {
  const { PATH, XDG_STATE_HOME } = process.env;
  return startCommandLine(main, args, { folder, env: { PATH, XDG_STATE_HOME, HOME: root, ...env } }).ended;
};

describe("the words", () => {
  it("help names every command, and each command's help has an example", async () => {
    const help = await run(["--help"]);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await run([])).toEqual(help);
    const names = [...help.stdout.matchAll(/^ {2}([a-z]+)\b(?!-)/gm)].map(([, name]) => name ?? "");
    expect(names).toEqual([
      ...["auto", "plan", "review", "fix", "search", "runs", "show", "checks", "inspect"],
      ...["install", "uninstall", "doctor", "demo", "help"],
    ]);
    for (const name of names.filter((each) => each !== "help")) {
      const { exitCode, stdout } = await run([name, "--help"]);
      expect([exitCode, stdout]).toEqual([
        0,
        expect.stringContaining(`Examples:\n  opencode-orchestrator ${name}`),
      ]);
    }
  });

  it("tells its version", async () => {
    expect(await run(["--version"])).toEqual({ exitCode: 0, stdout: "1.2.3\n", stderr: "" });
  });

  it.each([
    [["atuo", "text"], "unknown command 'atuo'\n(Did you mean auto?)"],
    [["runs", "--jsno"], "unknown option '--jsno'\n(Did you mean --json?)"],
    [["plan"], "missing required argument 'text'"],
    [["runs", "more"], "too many arguments for 'runs'"],
    [["auto", "--model", "haiku", "x"], "It must be provider/model"],
    [["auto", "--agent", "codr=a/b", "x"], "The agents are planner, searcher, coder, reviewer, fixer."],
    [["auto", "--agent", "coder=b", "x"], "It must be provider/model"],
  ])("%j is answered with 2", async (args, words) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
    expect(stderr).not.toContain("    at ");
  });

  it("with --json a mistake is JSON on stdout too", async () => {
    const { exitCode, stdout } = await run(["auto", "--json", "--agnet", "x"]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining("unknown option '--agnet'") });
  });
});

describe("auto", () => {
  /** An OpenCode that writes down how it was called, says a line, and leaves a run behind. */
  async function pretendOpencode(made?: string, exitCode = 0): Promise<string> {
    const file = join(await mkdtemp(join(root, "bin-")), "opencode");
    const source =
      made &&
      `cpSync(${JSON.stringify(made)}, ${JSON.stringify(join(runsFolderOf(folder), basename(made)))}, { recursive: true });`;
    const lines = [
      "#!/usr/bin/env node",
      'const { cpSync, writeFileSync } = require("node:fs");',
      'if (process.argv[2] === "--version") return void console.log("1.18.33");',
      'writeFileSync("called.json", JSON.stringify({ args: process.argv.slice(2), env: process.env }));',
      'console.log("\\u001b[1mworking\\u001b[0m");',
      source ?? "",
      `process.exitCode = ${exitCode};`,
    ];
    await writeFile(file, lines.join("\n"));
    await chmod(file, 0o755);
    return file;
  }

  const called = async () =>
    JSON.parse(await readFile(join(folder, "called.json"), "utf8")) as {
      args: string[];
      env: Record<string, string>;
    };

  it.each([
    ["verified", {}, 0],
    ["unverified", { baseline: "none" }, 4],
    ["needs-user", { taskChecks: ["A", "A", "A"] }, 3],
    ["stopped", { taskChecks: ["A", "A", "A"], events: [{ type: "run.stopped" }] }, 1],
  ] as const)(
    "ends a %s run with its exit code, without colours, and gives its report as JSON",
    async (status, script, exitCode) => {
      const { folder: made, report } = await makeRun(
        await mkdtemp(join(root, "made-")),
        "run1",
        script as object,
      );
      expect(report?.status).toBe(status);
      const OPENCODE_BIN = await pretendOpencode(made);
      expect(await run(["auto", "do", "it"], { OPENCODE_BIN })).toEqual({
        exitCode,
        stdout: "working\n",
        stderr: "",
      });
      await rm(runsFolderOf(folder), { recursive: true });
      const asJson = await run(["auto", "--json", "do it"], { OPENCODE_BIN });
      expect(asJson).toMatchObject({ exitCode, stderr: "working\n" });
      expect(JSON.parse(asJson.stdout)).toEqual(JSON.parse(JSON.stringify(report)));
    },
  );

  it("hands over the words as they are, the models and the plugin", async () => {
    const OPENCODE_BIN = await pretendOpencode();
    const models = [
      "--model",
      "a/b",
      "--agent",
      "coder=c/d",
      "--agent",
      "coder=e/f/g",
      "--agent",
      "fixer=h/i",
    ];
    const given = {
      OPENCODE_CONFIG_CONTENT: '{ "model": "x/y", "plugin": ["other"], } // mine',
      OPENCODE_ORCHESTRATOR_OPTIONS: '{ "retryLimit": 1, "agents": { "coder": { "temperature": 0 } } }',
    };
    await run(["auto", ...models, "--", '-- say  "hi"', "twice"], { OPENCODE_BIN, ...given });
    const { args, env } = await called();
    expect(args.slice(0, 6)).toEqual(["run", "--command", "auto", "--model", "a/b", "--"]);
    expect(args.slice(6).join(" ")).toBe('-- say  "hi" twice');
    expect(env.PWD).toBe(folder);
    expect(JSON.parse(env.OPENCODE_ORCHESTRATOR_OPTIONS ?? "")).toEqual({
      retryLimit: 1,
      agents: { coder: { temperature: 0, model: ["c/d", "e/f/g"] }, fixer: { model: "h/i" } },
    });
    expect(JSON.parse(env.OPENCODE_CONFIG_CONTENT ?? "")).toEqual({
      model: "x/y",
      plugin: ["other", pathToFileURL(compiled).href],
    });
  });

  it("leaves OpenCode's config alone where it names the plugin", async () => {
    const OPENCODE_BIN = await pretendOpencode();
    await writeFile(
      join(folder, "opencode.jsonc"),
      `{ "plugin": [[${JSON.stringify(compiled)}, {}]] } // mine`,
    );
    await run(["auto", "do it"], { OPENCODE_BIN });
    expect((await called()).env.OPENCODE_CONFIG_CONTENT).toBeUndefined();
  });

  it("--resume is /auto-resume, with or without words", async () => {
    const OPENCODE_BIN = await pretendOpencode();
    await run(["auto", "--resume"], { OPENCODE_BIN });
    expect((await called()).args).toEqual(["run", "--command", "auto-resume", "--"]);
    await run(["auto", "--resume", 'retry "this"'], { OPENCODE_BIN });
    expect((await called()).args).toEqual(["run", "--command", "auto-resume", "--", "retry", '"this"']);
  });

  it.each([
    [0, "No run was started: working"],
    [7, "OpenCode ended with exit code 7. No run was started: working"],
  ])("says what OpenCode said when it ends with %d and no run", async (exitCode, error) => {
    const OPENCODE_BIN = await pretendOpencode(undefined, exitCode);
    const { exitCode: own, stderr } = await run(["auto", "do it"], { OPENCODE_BIN });
    expect([own, stderr]).toEqual([1, `error: ${error}\n`]);
  });

  it("ends with 2 without words where there is no plan to run", async () => {
    const { exitCode } = await run(["auto"], { OPENCODE_BIN: await pretendOpencode() });
    expect([exitCode, (await called()).args]).toEqual([2, ["run", "--command", "auto", "--"]]);
  });

  it("passes a signal on, also through a launcher, and kills at the second one what does not end", async () => {
    const bin = await mkdtemp(join(root, "bin-"));
    const program = [
      'if (process.argv[2] === "--version") return void console.log("1.18.33");',
      'process.on("SIGINT", () => console.log("heard"));',
      'console.log("pid " + process.pid);',
      "setInterval(() => {}, 1000);",
    ];
    await writeFile(join(bin, "program.cjs"), program.join("\n"));
    await writeFile(
      join(bin, "opencode"),
      `#!/bin/sh\n"${process.execPath}" "$(dirname "$0")/program.cjs" "$@"; exit $?\n`,
    );
    await chmod(join(bin, "opencode"), 0o755);
    const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: root };
    const { child, ended } = startCommandLine(main, ["auto", "do it"], { folder, env });
    const seen: string[] = [];
    child.stdout?.on("data", (piece) => seen.push(String(piece)));
    await expect.poll(() => seen.join("")).toContain("pid ");
    child.kill("SIGINT");
    await expect.poll(() => seen.join("")).toContain("heard");
    child.kill("SIGINT");
    const { exitCode, stderr } = await ended;
    expect([exitCode, stderr]).toEqual([130, "error: Interrupted before a run started\n"]);
    const pid = Number(/pid (\d+)/.exec(seen.join(""))?.[1]);
    await expect.poll(() => processIdentity(pid)).toBeUndefined();
  });

  it("takes no old run for its own, and says so of one that was cut off", async () => {
    const { folder: old } = await makeRun(folder, "run1");
    const none = await run(["auto", "--json", "do it"], { OPENCODE_BIN: await pretendOpencode() });
    expect(JSON.parse(none.stdout)).toEqual({ error: "No run was started: working" });
    const cut = await makeRun(await mkdtemp(join(root, "made-")), "run2", cutOff);
    // The report of an earlier rest.
    await cp(join(old, "report.json"), join(cut.folder, "report.json"));
    const { exitCode, stdout } = await run(["auto", "--json", "do it"], {
      OPENCODE_BIN: await pretendOpencode(cut.folder, 1),
    });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      error: "OpenCode ended while run run2 was running. Resume it: opencode-orchestrator auto --resume",
      run: "run2",
    });
  });

  it("takes no run for its own that another OpenCode works on", async () => {
    const { folder: made } = await makeRun(await mkdtemp(join(root, "made-")), "run1");
    const lock = await acquireLock(lockFileOf(folder), { run: "run1", session: "ses_1", folder });
    const { stdout } = await run(["auto", "--json", "do it"], { OPENCODE_BIN: await pretendOpencode(made) });
    await lock.release();
    expect(JSON.parse(stdout)).toEqual({ error: "No run was started: working" });
  });

  it("names an OpenCode that is not there, without a stack trace", async () => {
    const { exitCode, stdout, stderr } = await run(["auto", "do it"], { OPENCODE_BIN: "/no/opencode" });
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      'error: OPENCODE_BIN is "/no/opencode", which is not an executable file. Fix it or unset it\n',
    );
  });
});

describe("install and uninstall", () => {
  it("say which file they changed, what to do next and how to undo it", async () => {
    const file = join(folder, "opencode.json");
    const screen = join(folder, ".opencode", "tui.json");
    await writeFile(file, '{ "model": "a/b" } // mine');
    const [first, again, off, gone] = [
      await run(["install"]),
      await run(["install"]),
      await run(["uninstall"]),
      await run(["uninstall"]),
    ];
    const onlyHere =
      "The path works on this machine only. Before you commit the config, install the package in the project";
    const next = [
      'Next    opencode, then /auto "what to build"',
      "Undo    npx --no opencode-orchestrator uninstall",
      "",
    ];
    expect(first).toEqual({
      exitCode: 0,
      stdout: [
        `Registered in ${file}`,
        `  as      ${compiled}`,
        `  sidebar in ${screen}, a new file`,
        `  before  ${file}.before-orchestrator`,
        onlyHere,
        "",
        ...next,
      ].join("\n"),
      stderr: "",
    });
    expect(again.stdout).toBe(
      [`Already registered in ${file}: nothing was changed`, onlyHere, "", ...next].join("\n"),
    );
    expect(off.stdout).toBe(
      [
        "No longer registered",
        `${file} is as it was before the installation`,
        `${screen} is deleted: it named nothing else`,
        "",
      ].join("\n"),
    );
    expect(gone.stdout).toBe("Not registered in this project's config: nothing was changed\n");
    expect(await readFile(file, "utf8")).toBe('{ "model": "a/b" } // mine');
  });

  it("--global is for the user's own config", async () => {
    const file = join(folder, "opencode", "opencode.jsonc");
    const env = { XDG_CONFIG_HOME: folder };
    const { stdout } = await run(["install", "--global"], env);
    expect(stdout).toContain(`Registered in ${file}, a new file\n`);
    expect(stdout).toContain("Undo    opencode-orchestrator uninstall --global\n");
    expect((await run(["uninstall", "-g"], env)).stdout).toContain(
      `${file} is deleted: it named nothing else\n`,
    );
  });

  it("end with 1 and name a config that is broken, without a stack trace", async () => {
    const file = join(folder, "opencode.json");
    await writeFile(file, '{\n  "plugin": [\n');
    for (const command of ["install", "uninstall"]) {
      const { exitCode, stdout, stderr } = await run([command]);
      expect([exitCode, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^error: .*opencode\.json cannot be changed: .* in line 3\. Fix it, .*\n$/);
    }
  });
});

describe("runs and show", () => {
  it("say so where there are none", async () => {
    expect((await run(["runs"])).stdout).toContain("There are no runs in this folder");
    expect((await run(["runs", "--json"])).stdout).toBe("[]\n");
    const shown = await run(["show", "--json"]);
    expect(shown.exitCode).toBe(1);
    expect(JSON.parse(shown.stdout)).toEqual({ error: expect.stringContaining("There are no runs") });
  });

  it("tell every run from its report, its journal and the lock", async () => {
    const usage = { input: 10, output: 1, cost: 0.01 };
    await makeRun(folder, "20260101-a", { usage, request: "the first\none" });
    await makeRun(folder, "20260102-b", { taskChecks: ["A", "A", "A"] });
    await makeRun(folder, "20260103-c", cutOff);
    const { folder: broken } = await makeRun(folder, "20260104-d", cutOff);
    await writeFile(join(broken, "journal.jsonl"), "no journal\n");

    const table = (await run(["runs"])).stdout.trimEnd().split("\n");
    expect(table.map((line) => line.slice(0, 44).trimEnd())).toEqual(
      [
        "Run         Status       Tasks  Iterations  ",
        "20260104-d  unreadable   0/0    0           ",
        "20260103-c  interrupted  0/1    1           ",
        "20260102-b  needs-user   0/1    3           ",
        "20260101-a  verified     1/1    1           ",
      ].map((line) => line.trimEnd()),
    );
    expect(table[4]).toMatch(/\$0\.0400 {2}2026-01-0\d \d\d:04 {2}the first one$/);
    expect(table.join("")).not.toContain("\u001b");

    expect(JSON.parse((await run(["runs", "--json"])).stdout)[3]).toEqual({
      run: "20260101-a",
      status: "verified",
      tasks: { done: 1, total: 1 },
      iterations: 1,
      cost: 0.04,
      startedAt: "2026-01-02T03:04:05.000Z",
      request: "the first\none",
    });

    const first = (await run(["show", "20260101"])).stdout;
    expect(first).toContain(
      "Run 20260101-a is verified: the first one\n\n✓ Verified\n\n- ✓ T1 Do T1 (verified, 33 tokens, $0.0300)\n",
    );
    expect(first).toMatch(/^coder +1 +10 +1 +0 +0 +0 +\$0\.0100$/m);
    expect(first).toContain(`Its folder: ${join(runsFolderOf(folder), "20260101-a")}\n`);

    expect((await run(["show", "20260103"])).stdout).toContain(
      "Run 20260103-c is interrupted: do it\nopencode-orchestrator auto --resume resumes it.\n\n- ✗ T1 Do T1 (active)",
    );
    const newest = await run(["show"]);
    expect(newest.stdout).toContain("Run 20260104-d is unreadable\n⚠ ");
    expect((await run(["show", "2027"])).stderr).toContain("No such run in this folder");
    expect((await run(["show", "2026010"])).stderr).toContain('"2026010" matches 4 runs: 20260104-d');

    const shown = JSON.parse((await run(["show", "20260101-a", "--json"])).stdout) as object;
    expect(Object.keys(shown)).toEqual(["run", "status", "report", "files", "problems"]);
    expect(shown).toMatchObject({
      status: "verified",
      report: {
        version: 1,
        cost: 0.04,
        agents: { coder: { calls: 1, tokens: { input: 10, output: 1 }, cost: 0.01 }, fixer: { calls: 0 } },
      },
      files: { report: join(runsFolderOf(folder), "20260101-a", "report.json") },
    });

    const html = await run(["show", "20260101-a", "--html", "report.html"]);
    expect(html.stdout).toMatch(/^report\.html: run 20260101-a, \d+ kB\./);
    const page = await readFile(join(folder, "report.html"), "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.replaceAll(/http:\/\/www\.w3\.org\/[\w/]+/g, "")).not.toMatch(/(?:src|href)="(?!data:)/);
    expect((await run(["inspect", "2027"])).stderr).toContain("No such run in this folder");
    expect((await run(["inspect", "--port", "many"])).exitCode).toBe(2);
  });
});

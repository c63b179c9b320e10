import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { agentLines } from "../../src/cli/doctor/agent-lines.js";
import { examine } from "../../src/cli/doctor/examine.js";
import { nodeLine, opencodeLine } from "../../src/cli/doctor/host-lines.js";
import { modelLines } from "../../src/cli/doctor/model-lines.js";
import { optionLines } from "../../src/cli/doctor/option-lines.js";
import { loadedLines, registrationLines } from "../../src/cli/doctor/plugin-lines.js";
import { checkLines, gitLine, writableLine } from "../../src/cli/doctor/project-lines.js";
import { reviewerLines } from "../../src/cli/doctor/reviewer-lines.js";
import { lockLine, unfinishedLine } from "../../src/cli/doctor/run-lines.js";
import { opencodeEnvironment } from "../../src/cli/opencode/environment.js";
import { packageRoot } from "../../src/cli/package.js";
import { readOptions } from "../../src/contracts/options.js";
import { formatLockFile } from "../../src/runs/lock-file.js";
import { lockFileOf } from "../../src/runs/run-folder.js";
import { acquireLock } from "../../src/runs/run-lock.js";
import { checksOutput } from "../machine/live-run.js";
import { checkResult } from "../support/check-result.js";
import { cutOff, makeRun } from "../support/made-run.js";

let folder: string;
let home: string;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "doctor-")));
  home = await realpath(await mkdtemp(join(tmpdir(), "doctor-home-")));
  for (const name of Object.keys(process.env).filter((key) => /^(OPENCODE|XDG)_/.test(key)))
    vi.stubEnv(name, "");
  vi.stubEnv("HOME", home);
  vi.stubEnv("USERPROFILE", home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
  await rm(home, { recursive: true, force: true });
});

async function write(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

const naming = (spec: string) => JSON.stringify({ plugin: [spec] });

const optionsOf = (raw: object) => readOptions(raw).options;

describe("the host", () => {
  it("needs Node 20", () => {
    expect(nodeLine("20.0.0").level).toBe("ok");
    expect(nodeLine("18.19.1")).toMatchObject({ level: "fail", mend: "Install Node 20 or newer" });
  });

  it.each([
    ["1.18.7", "ok"],
    ["1.19.0", "warn"],
    ["v2.0.14", "warn"],
  ])("finds OpenCode %s on the PATH: %s", async (version, level) => {
    const bin = await write(join(home, "bin", "opencode"), `#!/bin/sh\necho ${version}\n`);
    await chmod(bin, 0o755);
    vi.stubEnv("PATH", `${dirname(bin)}:${process.env.PATH}`);
    const { line, askable } = await opencodeLine(folder, process.env);
    expect(line).toMatchObject({ level, text: expect.stringContaining(`OpenCode ${version} (${bin})`) });
    expect(askable?.opencode).toBe(bin);
  });

  it("says of OpenCode 2 that its support is experimental", async () => {
    const bin = await write(join(home, "bin", "opencode"), "#!/bin/sh\necho opencode v2.0.14\n");
    await chmod(bin, 0o755);
    vi.stubEnv("OPENCODE_BIN", bin);
    const { line } = await opencodeLine(folder, process.env);
    expect(line.text).toBe(`OpenCode opencode v2.0.14 (${bin}): support for OpenCode 2 is experimental`);
  });

  it.each([
    ["1.18.7", true],
    ["v2.0.14", false],
  ])("misses the sidebar's own entry in OpenCode %s: %s", async (version, isMissed) => {
    const bin = await write(join(home, "bin", "opencode"), `#!/bin/sh\necho ${version}\n`);
    await chmod(bin, 0o755);
    vi.stubEnv("OPENCODE_BIN", bin);
    await write(join(folder, "opencode.json"), JSON.stringify({ plugin: [packageRoot] }));
    const lines: string[] = [];
    await examine(folder, (line) => lines.push(line));
    expect(lines.some((line) => line.includes("no tui.json of this folder"))).toBe(isMissed);
  });

  it("fails without OpenCode and goes on with what it can see", async () => {
    vi.stubEnv("OPENCODE_BIN", "/no/opencode");
    const lines: string[] = [];
    expect(await examine(folder, (line) => lines.push(line))).toBe(false);
    expect(lines[1]).toBe(
      'fail  OPENCODE_BIN is "/no/opencode", which is not an executable file. Fix it or unset it\n      → npm install --global opencode-ai, or set OPENCODE_BIN',
    );
    expect(lines.at(-1)).toMatch(/^\d ok, \d to look at, 1 failed$/);
  });
});

describe("the plugin's registration", () => {
  it.each([
    [
      "the project's config, with comments",
      () => join(folder, "opencode.jsonc"),
      `{ "plugin": [${JSON.stringify(packageRoot)}], } // mine`,
    ],
    [
      "the folder .opencode",
      () => join(folder, ".opencode", "opencode.json"),
      JSON.stringify({ plugin: [packageRoot] }),
    ],
    [
      "the global config",
      () => join(home, ".config", "opencode", "opencode.json"),
      JSON.stringify({ plugin: [[pathToFileURL(packageRoot).href, { retryLimit: 1 }]] }),
    ],
  ])("is found in %s", async (_, place, text) => {
    const file = await write(place(), text);
    expect(registrationLines(folder)).toEqual([{ level: "ok", text: `Plugin registered in ${file}` }]);
  });

  it("is found in the folder above, up to the git worktree", async () => {
    const inner = join(folder, "packages", "inner");
    await mkdir(inner, { recursive: true });
    await write(join(folder, "opencode.json"), naming(packageRoot));
    expect(registrationLines(inner)[0]?.level).toBe("warn");
    await mkdir(join(folder, ".git"));
    expect(registrationLines(inner)[0]?.level).toBe("ok");
  });

  it("is missing, and another plugin's is not taken for it", async () => {
    await write(join(folder, "opencode.json"), '{ "plugin": ["opencode-orchestrator-theme", "./local.js"] }');
    expect(registrationLines(folder)).toEqual([
      expect.objectContaining({
        level: "warn",
        mend: expect.stringContaining("opencode-orchestrator install"),
      }),
    ]);
  });

  it("at a path that is gone is named, and is no registration", async () => {
    const gone = join(folder, "gone", "opencode-orchestrator");
    const file = await write(join(folder, "opencode.json"), JSON.stringify({ plugin: [gone] }));
    const [named, none] = registrationLines(folder);
    expect(named).toMatchObject({ level: "fail", text: expect.stringContaining(`${file} names ${gone}`) });
    expect(none?.level).toBe("warn");
    expect(opencodeEnvironment(folder).OPENCODE_CONFIG_CONTENT).toContain(pathToFileURL(packageRoot).href);
  });

  it("is found in a config with a byte order mark, and an empty config is none", async () => {
    await write(join(folder, "opencode.json"), "");
    const file = await write(join(folder, "opencode.jsonc"), `\uFEFF${naming(packageRoot)}`);
    expect(registrationLines(folder)).toEqual([{ level: "ok", text: `Plugin registered in ${file}` }]);
  });

  it("twice under different names is warned of, twice under one is not", async () => {
    await write(
      join(home, ".config", "opencode", "opencode.json"),
      JSON.stringify({ plugin: [packageRoot] }),
    );
    await write(join(folder, "opencode.json"), JSON.stringify({ plugin: [pathToFileURL(packageRoot).href] }));
    expect(registrationLines(folder).map(({ level }) => level)).toEqual(["ok"]);
    const copy = await write(join(home, "copy", "package.json"), '{ "name": "opencode-orchestrator" }');
    await write(join(folder, "opencode.json"), naming(dirname(copy)));
    expect(registrationLines(folder).map(({ level }) => level)).toEqual(["warn"]);
  });

  it("names a config that cannot be read, and options that are wrong", async () => {
    const global = await write(join(home, ".config", "opencode", "opencode.json"), '{\n  "plugin": [\n');
    await write(
      join(folder, "opencode.json"),
      JSON.stringify({ plugin: [[packageRoot, { retryLimit: -1 }]] }),
    );
    const lines = [...registrationLines(folder), ...(await optionLines(folder)).lines];
    expect(lines.map(({ level }) => level)).toEqual(["fail", "ok", "fail"]);
    expect(lines[0]?.text).toContain(`${global} cannot be read: `);
    expect(lines[2]?.text).toContain("retryLimit: got -1");
  });

  it.each(["opencode-orchestrator", "opencode-orchestrator@latest"])(
    "is not what npm has by this name: %s",
    async (spec) => {
      const file = await write(join(folder, "opencode.json"), naming(spec));
      expect(registrationLines(folder)).toMatchObject([
        { level: "warn", text: expect.stringContaining(`${file} names opencode-orchestrator of npm`) },
        { level: "warn", text: expect.stringContaining("no config of this folder names it") },
      ]);
      expect(opencodeEnvironment(folder).OPENCODE_CONFIG_CONTENT).toContain(pathToFileURL(packageRoot).href);
    },
  );

  it("by a path of this machine is warned of where the project has the package among its modules", async () => {
    await mkdir(join(folder, ".git"));
    await mkdir(join(folder, "node_modules"));
    await symlink(packageRoot, join(folder, "node_modules", "opencode-orchestrator"));
    const file = await write(join(folder, "opencode.json"), JSON.stringify({ plugin: [packageRoot] }));
    expect(registrationLines(folder)).toMatchObject([
      { level: "ok" },
      { level: "warn", text: expect.stringContaining(`${file} names it by a path of this machine`) },
    ]);
    await write(file, '{ "plugin": ["./node_modules/opencode-orchestrator"] }');
    expect(registrationLines(folder)).toMatchObject([{ level: "ok" }]);
  });

  it("is none where OpenCode is told not to read the configs of projects", async () => {
    await write(join(folder, "opencode.json"), naming(packageRoot));
    vi.stubEnv("OPENCODE_DISABLE_PROJECT_CONFIG", "1");
    expect(registrationLines(folder)).toMatchObject([
      { level: "warn", text: expect.stringContaining("OPENCODE_DISABLE_PROJECT_CONFIG is set") },
    ]);
    expect(opencodeEnvironment(folder).OPENCODE_CONFIG_CONTENT).toContain(pathToFileURL(packageRoot).href);
  });
});

describe("what OpenCode made of the plugin", () => {
  const orchestrator = { agent: "orchestrator" };
  const command = Object.fromEntries(
    ["auto", "plan", "review", "fix", "search", "auto-resume"].map((name) => [name, orchestrator]),
  );
  const provider = { statechart: {} };
  const models = ["acme/small", "statechart/machine"];
  const levels = (lines: { level: string; text: string }[]) =>
    lines.map(({ level, text }) => `${level} ${text}`);

  it("is its commands, where it offers the plugin's model", () => {
    expect(levels(loadedLines({ command, provider }, models))).toEqual([
      "ok Plugin loaded: /auto, /plan, /review, /fix, /search, /auto-resume",
    ]);
  });

  it("is nothing where it has not loaded it, and says why where a variable does it", () => {
    expect(levels(loadedLines({}, models))).toEqual([
      "fail Plugin: OpenCode has not loaded it, there is no /auto",
    ]);
    vi.stubEnv("OPENCODE_PURE", "1");
    expect(levels(loadedLines({}, models))).toEqual([
      "fail Plugin: OpenCode loads none, since OPENCODE_PURE is set",
    ]);
  });

  it("is nothing where a filter keeps the plugin's model out", () => {
    const filtered = { command, provider, enabled_providers: ["acme"] };
    expect(levels(loadedLines(filtered, ["acme/small"]))).toEqual([
      'fail Plugin: OpenCode does not offer its model statechart/machine: "enabled_providers" does not name statechart, so no command works',
    ]);
  });

  it("lacks a command that the user has called the same", () => {
    const mine = { command: { ...command, auto: { agent: "build" }, fix: {} }, provider };
    expect(levels(loadedLines(mine, models))).toEqual([
      "ok Plugin loaded: /plan, /review, /search, /auto-resume",
      "warn /auto is a command of your own, so the plugin's is left out",
      "warn /fix is a command of your own, so the plugin's is left out",
    ]);
  });

  it("lets the agents use the tools that they need, or names the rule that does not", () => {
    const agent = { coder: { permission: { bash: "deny", submit_change: "allow" } }, planner: {} };
    const ok = ["ok The agents may use the tools that they need"];
    expect(levels(agentLines({ agent }))).toEqual(ok);
    expect(levels(agentLines({ agent, permission: { edit: { "*": "ask", "secret/*": "deny" } } }))).toEqual(
      ok,
    );
    expect(levels(agentLines({ agent, permission: { edit: { "*": "deny", "src/*": "allow" } } }))).toEqual(
      ok,
    );
    expect(levels(agentLines({ agent, permission: { "*": "deny", read: "allow" } }))).toEqual([
      'fail Tools of coder, fixer: no edit, by "*": "deny"',
    ]);
    expect(levels(agentLines({ agent, permission: "deny" }))).toEqual([
      'fail Tools of planner, searcher, coder, reviewer, fixer: no read, by "*": "deny"',
      'fail Tools of coder, fixer: no edit, by "*": "deny"',
    ]);
    const taken = { coder: {}, "orchestrator-coder": { permission: { edit: "deny" } } };
    expect(levels(agentLines({ agent: taken }))).toEqual(['fail Tools of coder: no edit, by "edit": "deny"']);
  });
});

describe("the models", () => {
  const known = ["a/one", "b/two"];

  it("are told by agent, and one that OpenCode does not know fails", () => {
    const options = optionsOf({
      agents: { coder: { model: "a/one" }, fixer: { model: ["a/one", "c/none"] } },
    });
    expect(modelLines(options, { model: "b/two" }, known).map(({ level, text }) => [level, text])).toEqual([
      ["ok", "Model of coder: a/one"],
      ["fail", "Model of fixer: a/one, then c/none; OpenCode does not know c/none"],
      ["ok", "Model of planner, searcher, reviewer: b/two"],
    ]);
  });

  it("are told by the filter that keeps them out", () => {
    const filters = { model: "c/any", blacklist: [], provider: { a: { blacklist: ["one"] } } };
    const options = optionsOf({ agents: { coder: { model: "a/one" } } });
    const lines = modelLines(options, { ...filters, disabled_providers: ["c"] }, ["b/two"]);
    expect(lines.map(({ level, text }) => [level, text])).toEqual([
      ["fail", 'Model of coder: a/one; OpenCode may not call a/one: "blacklist" of the provider a names one'],
      [
        "fail",
        'Model of planner, searcher, reviewer, fixer: c/any; OpenCode may not call c/any: "disabled_providers" names c',
      ],
    ]);
  });

  it("are warned of where none is set", () => {
    expect(modelLines(optionsOf({}), {}, known)).toEqual([
      expect.objectContaining({ level: "warn", text: expect.stringContaining("Model of all agents") }),
    ]);
  });
});

describe("the reviewer's model", () => {
  const mend = 'In .opencode/orchestrator.jsonc: "agents": { "reviewer": { "model": "provider/other" } }';

  it.each([
    ["the selected one", {}, { model: "a/one" }, "The reviewer works on the coder's model (a/one): "],
    ["none that is known yet", {}, {}, "The reviewer works on the coder's model (the selected one): "],
    [
      "the coder's own",
      { coder: { model: "b/two" }, reviewer: { model: ["b/two", "c/three"] } },
      { model: "a/one" },
      "At first, the reviewer works on the coder's model (b/two): ",
    ],
  ])("is told with the figures where it is that of the coder: %s", (_, agents, config, words) => {
    expect(reviewerLines(optionsOf({ agents }), config)).toEqual([
      { level: "warn", text: expect.stringContaining(words), mend },
    ]);
  });

  it.each([
    ["another one", { model: "a/one" }],
    ["maybe another one", {}],
  ])("is not told where it is %s", (_, config) => {
    expect(reviewerLines(optionsOf({ agents: { reviewer: { model: "b/two" } } }), config)).toEqual([]);
  });
});

describe("the project", () => {
  it("is a git worktree or not", async () => {
    expect(await gitLine(folder)).toMatchObject({
      level: "warn",
      text: expect.stringContaining("Not a git worktree"),
    });
    await writeFile(join(folder, ".git"), "gitdir: gone\n");
    expect(await gitLine(folder)).toMatchObject({
      level: "warn",
      text: expect.stringContaining("fatal: not a git repository"),
    });
  });

  it("can hold runs", async () => {
    expect((await writableLine(folder)).level).toBe("ok");
    await write(join(folder, ".git", "HEAD"), "ref: refs/heads/main");
    await write(join(folder, ".git", "opencode-orchestrator"), "a file");
    expect(await writableLine(folder)).toMatchObject({
      level: "fail",
      mend: expect.stringContaining("opencode-orchestrator"),
    });
  });

  it("has checks, or can be reviewed only", async () => {
    const none = { level: "warn", text: "Checks: none: changes can only be reviewed, never verified" };
    expect(await checkLines(folder, optionsOf({}))).toMatchObject([none]);
    await write(join(folder, "package.json"), '{ "scripts": { "test": "node check.js" } }');
    expect(await checkLines(folder, optionsOf({}))).toEqual([
      { level: "ok", text: "Check test: npm run test (the script test in package.json)" },
    ]);
    expect(await checkLines(folder, optionsOf({ checks: false }))).toMatchObject([none]);
    const own = optionsOf({ checks: [{ name: "mine", command: "make it" }] });
    expect(await checkLines(folder, own)).toEqual([
      { level: "ok", text: "Check mine: make it (named in the option checks)" },
    ]);
  });

  it("has checks of its own beside what is found, with their folders, moments and last times", async () => {
    await write(join(folder, "backend", "go.mod"), "module backend\n");
    await write(join(folder, "backend", "main_test.go"), "package main\n");
    const vet = "cd backend && go vet ./...";
    const results = [checkResult("passed", { name: "backend: go vet", command: vet, seconds: 71.4 })];
    await makeRun(folder, "20260101-a", {
      actors: { checks: async () => checksOutput(results) },
    });
    const options = optionsOf({
      checks: [
        "auto",
        { name: "e2e", command: "make e2e", when: "final" },
        { name: "backend: go test", skip: true },
        { name: "lnt", skip: true },
      ],
    });
    expect((await checkLines(folder, options)).map(({ level, text }) => [level, text])).toEqual([
      ["ok", `Check backend: go vet: ${vet} (go.mod; in backend; 71 s)`],
      ["ok", "Check e2e: make e2e (named in the option checks; at the end)"],
      ["warn", '"lnt" is skipped, but no check of that name is found'],
    ]);
  });

  it("says where not every folder was searched", async () => {
    for (let at = 0; at < 55; at++) {
      await mkdir(join(folder, `p${at}`));
      await writeFile(
        join(folder, `p${at}`, "package.json"),
        JSON.stringify({ scripts: { test: "node --test" } }),
      );
    }
    const lines = await checkLines(folder, optionsOf({}));
    expect(lines.at(-1)).toMatchObject({
      level: "warn",
      text: expect.stringMatching(/^There are more than \d+ folders .*: the rest was not searched$/),
    });
  });

  it("takes the options of orchestrator.jsonc too", async () => {
    const file = await write(join(folder, ".opencode", "orchestrator.jsonc"), '{ "checks": false }');
    expect(await optionLines(folder)).toMatchObject({ lines: [], options: { checks: false } });
    await write(file, '{ "checks": "none" }');
    expect((await optionLines(folder)).lines).toEqual([
      {
        level: "fail",
        text: `Options: ${file}: checks: got "none"; must be "auto", false, or a list of checks with name and command`,
        mend: "Fix it: until then nothing is started",
      },
    ]);
  });

  it("leaves checks out that do more than check, and says the line that takes them", async () => {
    const scripts = { lint: "eslint --fix .", test: "docker compose up -d && mocha" };
    await write(join(folder, "package.json"), JSON.stringify({ scripts }));
    expect(await checkLines(folder, optionsOf({}))).toEqual([
      {
        level: "ok",
        text: "Check lint: npx --no-install eslint . (what the script lint in package.json runs, without rewriting or watching)",
      },
      {
        level: "ok",
        text: "Left out: lint (npm run lint): it rewrites files (eslint --fix .); instead: npx --no-install eslint .",
      },
      {
        level: "warn",
        text: "Left out: test (npm run test): it starts containers (docker compose up -d)",
        mend: 'To run it anyway, in .opencode/orchestrator.jsonc: "checks": ["auto", {"name":"test","command":"npm run test"}]',
      },
    ]);
  });
});

describe("the runs", () => {
  it("are all ended, or the newest that is not is named", async () => {
    await makeRun(folder, "20260101-a");
    expect(await unfinishedLine(folder)).toEqual({ level: "ok", text: "No unfinished run" });
    await makeRun(folder, "20260102-b", cutOff);
    expect(await unfinishedLine(folder)).toMatchObject({
      level: "warn",
      text: "Run 20260102-b is interrupted: do it",
      mend: expect.stringContaining("auto --resume"),
    });
    const lock = await acquireLock(lockFileOf(folder), { run: "20260102-b", session: "ses_1", folder });
    expect((await unfinishedLine(folder)).text).toBe(
      `Run 20260102-b is at work in process ${process.pid}: do it`,
    );
    expect(await lockLine(folder)).toEqual({
      level: "ok",
      text: `Run 20260102-b holds the worktree, in process ${process.pid}`,
    });
    await lock.release();
    expect(await lockLine(folder)).toEqual({ level: "ok", text: "No run holds the worktree" });
  });

  it.each([
    ["stale", { host: hostname(), pid: 2 ** 22 + 1 }, "warn", "is stale: process 4194305 is gone"],
    ["foreign", { host: "elsewhere", pid: 1 }, "warn", "on the machine elsewhere"],
  ] as const)("a %s lock is warned of", async (_, holder, level, text) => {
    const since = new Date().toISOString();
    const whole = { run: "r", session: "s", process: "p", folder, since, ...holder };
    await write(lockFileOf(folder), formatLockFile(whole));
    expect(await lockLine(folder)).toMatchObject({ level, text: expect.stringContaining(text) });
  });

  it("a lock that cannot be read fails", async () => {
    await write(lockFileOf(folder), "{}");
    expect(await lockLine(folder)).toMatchObject({ level: "fail", mend: expect.stringContaining("Delete") });
  });
});

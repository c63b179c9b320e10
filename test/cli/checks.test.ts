import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checksText } from "../../src/cli/checks/checks-text.js";
import { hanging } from "../../src/cli/checks/hanging.js";
import { tellChecks } from "../../src/cli/checks/tell-checks.js";
import { explainError } from "../../src/cli/explain-error.js";
import { lockFileOf } from "../../src/runs/run-folder.js";
import { acquireLock } from "../../src/runs/run-lock.js";
import { isAlive } from "../support/process-alive.js";

let root: string;
let folder: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "checks-command-")));
  folder = join(root, "project");
  await mkdir(folder);
  for (const name of Object.keys(process.env).filter((key) => /^(OPENCODE|XDG)_/.test(key)))
    vi.stubEnv(name, "");
  vi.stubEnv("NO_COLOR", "1");
  vi.stubEnv("HOME", root);
  vi.stubEnv("USERPROFILE", root);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

async function write(path: string, text: string) {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const configure = (options: object) => write(".opencode/orchestrator.jsonc", JSON.stringify(options));

/** What the command prints, and its exit code. */
async function checks(...args: ("--run" | "--json")[]) {
  const printed = { stdout: "", stderr: "" };
  const isJson = args.includes("--json");
  const log = (name: keyof typeof printed) => (text: string) => {
    printed[name] += `${text}\n`;
  };
  const write = (name: keyof typeof printed) => (text: unknown) => {
    printed[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(console, "log").mockImplementation(log("stdout")),
    vi.spyOn(console, "error").mockImplementation(log("stderr")),
    vi.spyOn(process.stdout, "write").mockImplementation(write("stdout")),
    vi.spyOn(process.stderr, "write").mockImplementation(write("stderr")),
  ];
  try {
    const exitCode = await tellChecks(folder, { isRun: args.includes("--run"), isJson }).catch((error) =>
      explainError(error, { isJson }),
    );
    return { exitCode, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Commands of Node by its path: what the PATH has is another matter. */
const node = (code: string) => `"${process.execPath}" -e "${code}"`;

describe("checks", () => {
  it("prints what is run and why, and what is left out with the line that takes it", async () => {
    const scripts = { test: "node --test", lint: "eslint --fix .", build: "prisma migrate deploy" };
    await write("package.json", JSON.stringify({ scripts }));
    await write("backend/go.mod", "module backend\n");
    await configure({ checks: "auto" });
    expect(await checks()).toEqual({
      exitCode: 0,
      stderr: "",
      stdout: `4 checks, found in this folder

lint  after each change
  npx --no-install eslint .
  what the script lint in package.json runs, without rewriting or watching

test  after each change
  npm run test
  the script test in package.json

backend: go vet  after each change, in backend
  cd backend && go vet ./...
  go.mod

backend: go test  after each change, in backend
  cd backend && go test ./...
  go.mod

2 commands left out; to run one, put its line into .opencode/orchestrator.jsonc

lint
  npm run lint
  it rewrites files (eslint --fix .)
  instead: npx --no-install eslint .

build
  npm run build
  it changes a database (prisma migrate deploy)
  "checks": ["auto", {"name":"build","command":"npm run build"}]
`,
    });
  });

  it("prints those of the option checks, and says so", async () => {
    await write("package.json", JSON.stringify({ scripts: { build: "vercel deploy" } }));
    const e2e = { name: "e2e", command: "make e2e", when: "final" };
    await configure({ checks: [e2e] });
    expect((await checks()).stdout).toBe(
      '1 check, named in the option "checks"\n\ne2e  at the end\n  make e2e\n  named in the option checks\n',
    );
    await configure({ checks: ["auto", e2e, { name: "tets", skip: true }] });
    const { stdout } = await checks();
    expect(stdout).toMatch(/^1 check, found in this folder and named in the option "checks"\n/);
    expect(stdout).toContain(
      '1 command left out; to run one, add its line to the list in .opencode/orchestrator.jsonc\n\nbuild\n  npm run build\n  it deploys (vercel deploy)\n  {"name":"build","command":"npm run build"}\n',
    );
    expect(stdout).toMatch(/\n\n⚠ "tets" is skipped, but no check of that name is found\n$/);
    await configure({ checks: false });
    expect((await checks()).stdout).toBe('No checks: the option "checks" is false\n');
  });

  it("answers wrong options with what is wrong, where", async () => {
    await configure({ checks: ["auto", { name: "e2e" }] });
    const problem = `The orchestrator's options are wrong:\n- ${join(folder, ".opencode/orchestrator.jsonc")}: checks.1.command: got nothing; a check needs a command; only one with "skip": true needs none`;
    expect(await checks()).toEqual({ exitCode: 1, stdout: "", stderr: `error: ${problem}\n` });
    const { exitCode, stdout } = await checks("--json", "--run");
    expect([exitCode, JSON.parse(stdout)]).toEqual([1, { error: problem }]);
  });

  it("with --json prints one document", async () => {
    await write("package.json", JSON.stringify({ scripts: { test: "mocha", build: "vercel deploy" } }));
    const { stdout, stderr } = await checks("--json");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({
      source: "found",
      checks: [
        {
          name: "test",
          command: "npm run test",
          folder: ".",
          when: "task",
          why: "the script test in package.json",
          lastSeconds: null,
        },
      ],
      leftOut: [
        {
          name: "build",
          command: "npm run build",
          why: "it deploys (vercel deploy)",
          instead: [],
          configuration: '"checks": ["auto", {"name":"build","command":"npm run build"}]',
        },
      ],
      skippedInVain: [],
    });
  });
});

describe("checks --run", () => {
  it("runs them all, says what each found, and ends with 1 where one fails", async () => {
    const failing = "console.log('src/a.ts(3,5): error TS2322: no number'); process.exit(1)";
    await configure({
      checks: [
        { name: "good", command: node("0") },
        { name: "types", command: node(failing) },
        { name: "gone", command: "no-such-tool-here", when: "final" },
      ],
    });
    const { exitCode, stdout, stderr } = await checks("--run");
    expect([exitCode, stderr]).toEqual([1, ""]);
    expect(stdout.replaceAll(/\d+\.\d s|\d+ s/g, "N s")).toMatch(
      /^good ✓ {2}N s\ntypes ✗ exit 1 {2}N s\n {4}src\/a\.ts.*no number\ngone – could not run: .*no-such-tool-here.* {2}N s\n\n1 of 3 passed in N s\n$/,
    );
  });

  it.each([
    ["0 where all pass", node("0"), 0],
    ["4 where one proves nothing", "no-such-tool-here", 4],
  ])("ends with %s; the JSON has the outcomes", async (_, command, code) => {
    await configure({ checks: [{ name: "only", command }] });
    const { exitCode, stdout, stderr } = await checks("--run", "--json");
    expect(exitCode).toBe(code);
    expect(stderr).toMatch(/^only [✓–]/);
    const { source, checks: told } = JSON.parse(stdout);
    expect([source, told.length]).toEqual(["configured", 1]);
    expect(told[0].result).toEqual({
      outcome: code === 0 ? "passed" : "couldNotRun",
      reason: code === 0 ? null : expect.stringContaining("no-such-tool-here"),
      exitCode: code === 0 ? 0 : null,
      executed: null,
      passed: null,
      failed: null,
      skipped: null,
      seconds: expect.any(Number),
      errors: code === 0 ? [] : [expect.stringContaining("no-such-tool-here")],
    });
  });

  it("ends with 4 where there are none", async () => {
    expect(await checks("--run")).toMatchObject({ exitCode: 4, stdout: expect.stringMatching(/^No checks/) });
  });

  it("puts back what a check rewrites, and says so", async () => {
    execFileSync("git", ["init", "-q"], { cwd: folder });
    await write("a.js", "mine\n");
    const command = node("require('fs').writeFileSync('a.js', 'theirs')");
    await configure({ checks: [{ name: "lint", command }] });
    const { exitCode, stdout } = await checks("--run");
    expect(await readFile(join(folder, "a.js"), "utf8")).toBe("mine\n");
    expect(stdout).toContain("    it rewrites files, which are restored: a.js\n");
    expect(exitCode).toBe(0);
  });

  it("does not begin while a run works in the worktree", async () => {
    execFileSync("git", ["init", "-q"], { cwd: folder });
    await configure({ checks: [{ name: "only", command: node("0") }] });
    const lock = await acquireLock(lockFileOf(folder), { run: "run1", session: "ses_1", folder });
    const { exitCode, stderr } = await checks("--run");
    await lock.release();
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("run run1 of session ses_1 works")]);
    expect((await checks("--run")).exitCode).toBe(0);
  });

  it.skipIf(process.platform === "win32")("an interruption ends every process of a check", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const child = `require('net').connect(${port}, '127.0.0.1').write(String(process.pid)); setInterval(() => 0, 1000)`;
    await configure({
      checks: [
        { name: "endless", command: `${node(child)} & wait` },
        { name: "next", command: "true" },
      ],
    });
    const connected = once(server, "connection");
    const call = checks("--run");
    const [socket] = await connected;
    const [bytes] = await once(socket, "data");
    process.emit("SIGINT");
    const { exitCode, stdout } = await call;
    expect([exitCode, stdout]).toEqual([130, "interrupted\n"]);
    expect(isAlive(Number(String(bytes)))).toBe(false);
    socket.destroy();
    server.close();
  });
});

describe("in a terminal", () => {
  it("lines are no wider than it, but for a line that is to be copied", () => {
    const long = "cmake -S . -B build && cmake --build build --parallel 4 && ctest --output-on-failure";
    const check = {
      name: "ctest",
      command: long,
      timeoutSeconds: 600,
      when: "task",
      why: "CMakeLists.txt",
    } as const;
    const configuration = `"checks": ["auto", {"name":"deploy","command":"${long}"}]`;
    const leftOut = [
      { name: "deploy", command: long, why: "it deploys (vercel deploy)", instead: [], configuration },
    ];
    const lastSeconds = new Map([["ctest", 185]]);
    const text = checksText(
      { source: "found", checks: [check], leftOut, skippedInVain: [], lastSeconds },
      40,
    );
    expect(text).toContain(
      "ctest  after each change, 3 min 5 s at\nthe last run\n  cmake -S . -B build && cmake --build\n  build --parallel 4 && ctest\n",
    );
    const wide = text.split("\n").filter((line) => line.length > 40);
    expect(wide).toEqual([`  ${configuration}`]);
  });

  it("a word that is wider stays whole", () => {
    expect(hanging("a bbbbbbbbbbbb c", 2, 8)).toBe("  a\n  bbbbbbbbbbbb\n  c");
    expect(hanging("a bbbbbbbbbbbb c", 2, undefined)).toBe("  a bbbbbbbbbbbb c");
  });
});

import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCheck } from "../../../src/actors/checks/run-check.js";
import type { Check } from "../../../src/contracts/check.js";
import { isAlive } from "../../support/process-alive.js";

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "run-check-"));
});

afterEach(async () => {
  await rm(cwd, { recursive: true });
});

const never = new AbortController().signal;

function check(command: string, timeoutSeconds = 30): Check {
  return { name: "test", command, timeoutSeconds, when: "task" };
}

async function script(name: string, code: string): Promise<string> {
  await writeFile(join(cwd, name), code);
  return `"${process.execPath}" ${name}`;
}

/** A tree that hangs: a child in the group, one in a session of its own, and on Linux an orphan of the latter. */
const hangingTree = `
const { spawn } = require("node:child_process");
const hang = "setInterval(() => {}, 1000)";
const inGroup = spawn(process.execPath, ["-e", hang], { stdio: "inherit" });
const outside = spawn(process.execPath, ["-e", hang], { stdio: "inherit", detached: true });
const parent = 'const c = require("node:child_process").spawn(process.execPath, ["-e", ' + JSON.stringify(hang) +
  '], { stdio: "inherit", detached: true }); process.stdout.write("pid " + c.pid + "\\\\n", () => process.exit())';
spawn(process.execPath, ["-e", parent], { stdio: "inherit" }).on("exit", () => {
  console.log("pid " + process.pid + "\\npid " + inGroup.pid + "\\npid " + outside.pid + "\\nready");
});
setInterval(() => {}, 1000);
`;

const pidsIn = (output: string) => [...output.matchAll(/^pid (\d+)$/gm)].map((match) => Number(match[1]));

describe("runCheck", () => {
  it("passes a command that ends with exit code 0", async () => {
    const result = await runCheck(check("echo one && echo two"), { cwd, signal: never });
    expect(result).toEqual({
      name: "test",
      command: "echo one && echo two",
      exitCode: 0,
      outcome: "passed",
      runsTests: true,
      executed: null,
      passed: null,
      failed: null,
      skipped: null,
      seconds: expect.any(Number),
      output: "one\ntwo",
      errors: [],
    });
  });

  it("fails a command with the exit code that it saw and the errors that it read", async () => {
    const command = await script(
      "fail.cjs",
      'console.error("a.ts(3,4): error TS2304: Cannot find name."); process.exitCode = 3;',
    );
    const result = await runCheck(check(command), { cwd, signal: never });
    expect([result.exitCode, result.outcome]).toEqual([3, "failed"]);
    expect(result.errors).toEqual([
      {
        text: "a.ts:3:4 TS2304: Cannot find name.",
        fingerprint: "a.ts | TS2304 | cannot find name.",
        file: "a.ts",
      },
    ]);
  });

  it("names the failing test of a real node --test run, the same after its values changed", async () => {
    const failing = (actual: number) =>
      `require("node:test").test("adds two numbers", () => { require("node:assert").strictEqual(${actual}, 4); });`;
    const command = `${await script("add.test.cjs", failing(3))} && echo unreachable`.replace(
      " add",
      " --test add",
    );
    const first = await runCheck(check(command), { cwd, signal: never });
    await script("add.test.cjs", `\n\n${failing(7)}`);
    const second = await runCheck(check(command), { cwd, signal: never });
    expect(first.errors.map(({ text, file }) => [file, text])).toEqual([
      ["add.test.cjs", "adds two numbers: Expected values to be strictly equal: 3 !== 4"],
    ]);
    expect(second.errors.map(({ fingerprint }) => fingerprint)).toEqual(
      first.errors.map(({ fingerprint }) => fingerprint),
    );
  });

  it("could not run a command that a signal ended", async () => {
    const command = await script("die.cjs", 'process.kill(process.pid, "SIGKILL")');
    const result = await runCheck(check(command), { cwd, signal: never });
    expect([result.exitCode, result.outcome, result.errors.length]).toEqual([null, "couldNotRun", 1]);
  });

  it("runs without an input, without colours and as if on CI", async () => {
    const command = await script(
      "env.cjs",
      'process.stdin.resume().on("end", () => console.log(process.env.CI, process.env.NO_COLOR, process.env.FORCE_COLOR))',
    );
    expect((await runCheck(check(command), { cwd, signal: never })).output).toBe("1 1 0");
  });

  it.each([
    ["a command that is not installed", "no-such-command-here --flag"],
    ["a file that is not executable", "./plain.txt"],
    ["a package script that does not exist", "npm run nothing"],
    ["a make target that does not exist", "make nothing"],
  ])("could not run %s", async (_, command) => {
    await writeFile(join(cwd, "plain.txt"), "text", { mode: 0o644 });
    await writeFile(join(cwd, "package.json"), '{"scripts": {"other": "true"}}');
    const result = await runCheck(check(command), { cwd, signal: never });
    expect([result.exitCode, result.outcome]).toEqual([null, "couldNotRun"]);
    expect(result.errors.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^check test could not run: \S/),
    ]);
  });

  it("could not run in a folder that does not exist", async () => {
    const result = await runCheck(check("true"), { cwd: join(cwd, "nowhere"), signal: never });
    expect([result.exitCode, result.outcome, result.errors.length]).toEqual([null, "couldNotRun", 1]);
  });

  it("kills a forking check that hangs with all its children at the timeout", async () => {
    const command = await script("hang.cjs", hangingTree);
    const result = await runCheck(check(command, 2), { cwd, signal: never });
    const pids = pidsIn(result.output);
    expect([result.exitCode, result.outcome]).toEqual([null, "timedOut"]);
    expect(result.errors.map(({ text }) => text)).toEqual(["check test timed out after 2 s"]);
    expect(pids).toHaveLength(4);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("kills at the timeout also what ignores SIGTERM", async () => {
    const command = 'trap "" TERM; sleep 600 & echo "pid $!"; echo "pid $$"; exec sleep 600';
    const result = await runCheck(check(command, 1), { cwd, signal: never });
    const pids = pidsIn(result.output);
    expect([result.outcome, pids.length, pids.filter(isAlive)]).toEqual(["timedOut", 2, []]);
  });

  it("tells with the timeout also the errors that were printed before it", async () => {
    const command = await script(
      "late.cjs",
      'console.log("a.ts(1,2): error TS1: x"); setInterval(() => {}, 1000);',
    );
    const result = await runCheck(check(command, 1), { cwd, signal: never });
    expect(result.errors.map(({ text }) => text)).toEqual([
      "check test timed out after 1 s",
      "a.ts:1:2 TS1: x",
    ]);
  });

  it("rejects with the reason of an abort when no process is left", async () => {
    const command = await script("hang.cjs", hangingTree);
    const controller = new AbortController();
    const reason = new Error("Esc");
    let printed = "";
    const onOutput = (text: string) => {
      printed += text;
      if (printed.includes("ready")) controller.abort(reason);
    };
    await expect(runCheck(check(command), { cwd, signal: controller.signal, onOutput })).rejects.toBe(reason);
    expect(pidsIn(printed)).toHaveLength(4);
    expect(pidsIn(printed).filter(isAlive)).toEqual([]);
  });

  it("does not start at all when it was aborted before", async () => {
    const reason = new Error("Esc");
    const aborted = runCheck(check("echo x > started"), { cwd, signal: AbortSignal.abort(reason) });
    await expect(aborted).rejects.toBe(reason);
    await expect(readFile(join(cwd, "started"))).rejects.toThrow();
  });

  it.runIf(process.platform === "linux")(
    "ends a process that the command left and that holds its output open",
    async () => {
      const command = await script(
        "leave.cjs",
        'const { spawn } = require("node:child_process"); const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit", detached: true }); child.unref(); console.log("pid " + child.pid);',
      );
      const result = await runCheck(check(command), { cwd, signal: never });
      const [orphan = 0] = pidsIn(result.output);
      expect([result.outcome, isAlive(orphan)]).toEqual(["passed", false]);
    },
  );

  it("keeps the last 200 lines of a flood and the errors from its start, and caps the kept file", async () => {
    const command = await script(
      "flood.cjs",
      `console.log("a.ts(1,2): error TS1: first");
const block = Array.from({ length: 10_000 }, (_, i) => "line " + i + " of the flood that goes on").join("\\n") + "\\n";
const write = (left) => process.stdout.write(block, () => (left > 0 ? write(left - 1) : process.exit(1)));
write(80);`,
    );
    const outputFile = join(cwd, "whole.log");
    const result = await runCheck(check(command, 60), { cwd, signal: never, outputFile });
    const lines = result.output.split("\n");
    expect([lines.length, lines.at(-1)]).toEqual([200, "line 9999 of the flood that goes on"]);
    expect(result.errors.map(({ text }) => text)).toEqual(["a.ts:1:2 TS1: first"]);
    const kept = await readFile(outputFile, "utf8");
    expect(kept.length).toBeLessThan(21_000_000);
    expect(kept.endsWith("[cut: the output is longer than 20 MB]\n")).toBe(true);
  });

  it("cuts endless lines and keeps the tail under 64,000 characters", async () => {
    const command = await script(
      "long.cjs",
      'for (let i = 0; i < 300; i++) console.log(String(i).padEnd(5_000, "x"));',
    );
    const { output } = await runCheck(check(command), { cwd, signal: never });
    const lines = output.split("\n");
    expect(output.length).toBeLessThanOrEqual(64_000);
    expect(Math.max(...lines.map((line) => line.length))).toBe(2_000);
    expect(lines.at(-1)?.startsWith("299")).toBe(true);
  });

  it("tells in the output that the file it should be kept in cannot be written", async () => {
    const outputFile = join(cwd, "nowhere", "whole.log");
    const result = await runCheck(check("echo fine"), { cwd, signal: never, outputFile });
    expect(result.outcome).toBe("passed");
    expect(result.output).toMatch(/^fine\n\[the output could not be kept in .*whole\.log: ENOENT/);
  });

  it.skipIf(process.platform !== "linux").each([
    ["the disk is full", "ENOSPC", (file: string) => symlink("/dev/full", file)],
    ["a folder has its name", "EISDIR", (file: string) => mkdir(file)],
  ])("judges a check by its exit code and output also when %s", async (_, code, occupy) => {
    const outputFile = join(cwd, "whole.log");
    await occupy(outputFile);
    const command = await script(
      "fail.cjs",
      'console.log("a.ts(1,2): error TS1: x"); setTimeout(() => { console.log("end"); process.exitCode = 3; }, 100);',
    );
    const result = await runCheck(check(command), { cwd, signal: never, outputFile });
    expect([result.exitCode, result.outcome, result.errors.map(({ text }) => text)]).toEqual([
      3,
      "failed",
      ["a.ts:1:2 TS1: x"],
    ]);
    expect(result.output.split("\n")).toEqual([
      "a.ts(1,2): error TS1: x",
      "end",
      expect.stringMatching(`^\\[the output could not be kept in .*whole\\.log: ${code}: .*\\]$`),
    ]);
  });

  it("appends the whole output to the file, colours and all", async () => {
    const outputFile = join(cwd, "whole.log");
    await writeFile(outputFile, "before\n");
    const command = await script("colour.cjs", 'console.log("\\u001b[31mred\\u001b[0m é")');
    const result = await runCheck(check(command), { cwd, signal: never, outputFile });
    expect(result.output).toBe("red é");
    expect(await readFile(outputFile, "utf8")).toBe("before\n\u001b[31mred\u001b[0m é\n");
  });
});

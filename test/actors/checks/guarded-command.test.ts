import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { runCheck } from "../../../src/actors/checks/run-check.js";
import { removeLeftWorkspaces } from "../../../src/actors/workspaces/workspaces.js";
import type { Check } from "../../../src/contracts/check.js";
import { findOpencode } from "../../../src/demo/opencode-binary.js";
import { compile } from "../../support/compiled-module.js";
import { isAlive } from "../../support/process-alive.js";

let cwd: string;
let module: string;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), "guarded-command-"));
  module = await compile("src/actors/checks/run-check.ts", cwd);
});

afterAll(async () => {
  await rm(cwd, { recursive: true });
});

const check = (command: string): Check => ({ name: "test", command, timeoutSeconds: 30, when: "task" });

/**
 * Runs checks one after the other in a process of its own, which prints their exit codes. Bun closes what a process
 * has left open when it collects garbage, hence it does so all the while.
 */
function startRunner(executable: string, commands: string[]) {
  const code = `import(${JSON.stringify(pathToFileURL(module))}).then(async ({ runCheck }) => {
    const options = { cwd: ${JSON.stringify(cwd)}, signal: new AbortController().signal };
    const collecting = setInterval(() => globalThis.Bun?.gc(true), 10);
    for (const check of ${JSON.stringify(commands.map(check))}) console.log((await runCheck(check, options)).exitCode);
    clearInterval(collecting);
  })`;
  const runner = spawn(executable, ["-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, BUN_BE_BUN: "1" },
  });
  onTestFinished(() => void runner.kill("SIGKILL"));
  return runner;
}

async function pidsIn(file: string): Promise<number[]> {
  const printed = await readFile(file, "utf8").catch(() => "");
  return printed.split(/\s+/).filter(Boolean).map(Number);
}

/** What is in a temporary folder beneath the folders that stay. */
async function temporaryFiles(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true })).filter((name) => name.includes("/"));
}

describe.skipIf(process.platform === "win32").each([
  ["Node", process.execPath],
  ["the Bun of OpenCode", findOpencode()],
])("a check that %s runs", (name, executable) => {
  it("ends with the process that started it when that is killed, and the next run removes its files", async () => {
    const temporary = join(cwd, `temporary of ${name}`);
    await mkdir(temporary);
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const file = join(cwd, `pids of ${name}`);
    const runner = startRunner(executable, [
      `sleep 600 & echo "$! $$" > part; mv part "${file}"; exec sleep 600`,
    ]);
    onTestFinished(async () => {
      for (const pid of (await pidsIn(file)).filter(isAlive)) process.kill(pid, "SIGKILL");
    });
    await expect.poll(() => pidsIn(file)).toHaveLength(2);
    const pids = await pidsIn(file);
    await removeLeftWorkspaces();
    expect(pids.map(isAlive)).toEqual([true, true]);
    expect(await temporaryFiles(temporary)).toHaveLength(2);
    runner.kill("SIGKILL");
    await expect.poll(() => pids.filter(isAlive)).toEqual([]);
    await removeLeftWorkspaces();
    expect(await temporaryFiles(temporary)).toEqual([]);
  });

  it("is not ended by the end of the check before it", async () => {
    const commands = Array.from({ length: 4 }, (_, index) => `sleep 0.1; exit ${index}`);
    expect(await text(startRunner(executable, commands).stdout)).toBe("0\n1\n2\n3\n");
  });
});

describe.skipIf(process.platform === "win32")("a check that ended", () => {
  it("leaves no process in its group", async () => {
    const { output } = await runCheck(check("echo $$"), { cwd, signal: new AbortController().signal });
    await expect.poll(() => runningGroups()).not.toContain(Number(output));
  });

  it("saw no descriptor of the guard", async () => {
    const command = "(: <&3) 2>/dev/null || echo closed";
    const { output } = await runCheck(check(command), { cwd, signal: new AbortController().signal });
    expect(output).toBe("closed");
  });
});

/** The groups of all processes but zombies. */
async function runningGroups(): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pgid=,stat="]);
  const rows = stdout.split("\n").map((line) => line.trim().split(/\s+/));
  return rows.filter(([, state]) => !state?.startsWith("Z")).map(([group]) => Number(group));
}

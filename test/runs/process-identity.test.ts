import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isGone, processIdentity, unknownIdentity } from "../../src/runs/process-identity.js";
import { type Child, startChild } from "../support/child-process.js";

const children: Child[] = [];

async function child(code?: string): Promise<Child> {
  const started = await startChild(code);
  children.push(started);
  return started;
}

const platform = process.platform;

function pretendPlatform(value: NodeJS.Platform): void {
  Object.defineProperty(process, "platform", { value });
}

afterEach(async () => {
  pretendPlatform(platform);
  vi.unstubAllEnvs();
  for (const started of children.splice(0)) await started.kill();
});

describe("processIdentity", () => {
  it("stays the same while a process lives", async () => {
    const { pid } = await child();
    const identity = await processIdentity(pid);
    expect(identity).toEqual(expect.any(String));
    expect(identity).not.toBe(unknownIdentity);
    expect(await processIdentity(pid)).toBe(identity);
  });

  it("differs between two processes", async () => {
    const started = await child();
    expect(await processIdentity(started.pid)).not.toBe(await processIdentity(process.pid));
  });

  it("is undefined for a process that was killed", async () => {
    const { pid, kill } = await child();
    await kill();
    expect(await processIdentity(pid)).toBeUndefined();
  });

  it.runIf(platform === "linux")("names the boot on Linux", async () => {
    const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
    expect(await processIdentity(process.pid)).toMatch(new RegExp(`^${boot}/\\d+$`));
  });

  it("reads a process whose name holds spaces and brackets", async () => {
    const { pid } = await child('process.title = "a) Z 1 (b";');
    expect(await processIdentity(pid)).toMatch(/\d/);
  });

  it.skipIf(platform === "win32")("takes a zombie for gone, by /proc and by ps", async () => {
    // The shell becomes `tail`, which never collects the child that the shell started; before that it might.
    const parent = spawn("sh", ["-c", "exec 3<&0; cat <&3 & echo $!; exec tail -f /dev/null"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    try {
      const [line] = await once(parent.stdout, "data");
      const zombie = Number(line);
      await expect.poll(() => commandOf(parent.pid)).toContain("tail");
      parent.stdin.end();
      await expect.poll(() => processIdentity(zombie)).toBeUndefined();
      pretendPlatform("darwin");
      expect(await processIdentity(zombie)).toBeUndefined();
      expect(process.kill(zombie, 0)).toBe(true);
    } finally {
      parent.kill("SIGKILL");
      await once(parent, "exit");
    }
  });

  it.skipIf(platform === "win32")("asks ps where there is no /proc, whatever the time zone", async () => {
    pretendPlatform("darwin");
    const started = await child();
    vi.stubEnv("TZ", "Asia/Tokyo");
    const identity = await processIdentity(started.pid);
    // "Tue Nov 24 20:15:00 2026"
    const time = Date.parse(`${identity} UTC`);
    expect(Math.abs(Date.now() - time)).toBeLessThan(60_000);
    await started.kill();
    expect(await processIdentity(started.pid)).toBeUndefined();
  });

  it("says only that a process lives when the system tells no more", async () => {
    pretendPlatform("darwin");
    vi.stubEnv("PATH", "");
    expect(await processIdentity(process.pid)).toBe(unknownIdentity);
  });
});

describe("isGone", () => {
  it("is sure of a process that ended and of another process with the same id", async () => {
    const { pid, kill } = await child();
    const identity = (await processIdentity(pid)) ?? "";
    const before = [await isGone(pid, identity), await isGone(pid, "of an earlier process")];
    await kill();
    expect([...before, await isGone(pid, identity)]).toEqual([false, true, true]);
  });

  it("is not sure when either identity is unknown", async () => {
    const identity = (await processIdentity(process.pid)) ?? "";
    expect(await isGone(process.pid, unknownIdentity)).toBe(false);
    pretendPlatform("darwin");
    vi.stubEnv("PATH", "");
    expect(await isGone(process.pid, identity)).toBe(false);
  });
});

function commandOf(pid: number | undefined): string {
  return spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).stdout;
}

import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { processIdentity } from "../../src/runs/process-identity.js";
import {
  acquireLock,
  LockedError,
  type LockHolder,
  type RunLock,
  readLock,
} from "../../src/runs/run-lock.js";
import { startChild } from "../support/child-process.js";

let project: string;
let file: string;
const held: RunLock[] = [];

beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), "run-lock-")));
  file = join(project, "runs", "lock.json");
});

afterEach(async () => {
  vi.useRealTimers();
  for (const lock of held.splice(0)) await lock.release();
  await rm(project, { recursive: true });
});

const filesBeside = () => readdir(dirname(file)).then((names) => names.sort());

async function acquire(run = "run-1"): Promise<RunLock> {
  const lock = await acquireLock(file, { run, session: `ses_${run}`, folder: project });
  held.push(lock);
  return lock;
}

/** The error that a second run meets. */
async function refusal(): Promise<Error> {
  const error = await acquire("run-2").catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error("The lock was given.");
  return error;
}

async function ownHolder(): Promise<LockHolder> {
  return {
    run: "run-1",
    session: "ses_run-1",
    pid: process.pid,
    process: (await processIdentity(process.pid)) ?? "",
    host: hostname(),
    folder: project,
    since: "2026-11-24T20:15:00.000Z",
  };
}

async function write(text: string, path = file): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** Puts a lock in place that differs from one of this process in `changes`. */
async function writeLock(changes: Partial<LockHolder> & { version?: number }, path = file): Promise<void> {
  await write(JSON.stringify({ version: 1, ...(await ownHolder()), ...changes }), path);
}

/** What a process that was killed leaves behind. */
async function writeStaleLock(path = file): Promise<void> {
  const child = await startChild();
  const identity = (await processIdentity(child.pid)) ?? "";
  await child.kill();
  await writeLock({ run: "dead", pid: child.pid, process: identity }, path);
}

/** Eight runs that want the lock at once: how many got it, and what the others were told. */
async function compete(): Promise<{ winners: number; refused: unknown[] }> {
  const results = await Promise.allSettled(Array.from({ length: 8 }, (_, index) => acquire(`run-${index}`)));
  const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  return { winners: results.length - refused.length, refused };
}

describe("acquireLock", () => {
  it("writes who works where", async () => {
    await acquire();
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual({
      version: 1,
      ...(await ownHolder()),
      place: { file, folder: expect.stringMatching(/^\d+:\d+$/) },
      since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    expect(await filesBeside()).toEqual(["lock.json"]);
  });

  it("refuses a second run of the same process with the first one's run, session and process", async () => {
    await acquire();
    const error = await refusal();
    expect(error).toBeInstanceOf(LockedError);
    expect((error as LockedError).holder).toMatchObject({ run: "run-1", session: "ses_run-1" });
    expect(error.message).toMatch(
      new RegExp(
        `^One run at a time: run run-1 of session ses_run-1 works in this worktree \\(OpenCode process ${process.pid}, since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\)\\. Wait .*\\.$`,
      ),
    );
  });

  it("refuses while another process holds it, and takes it over once that was killed", async () => {
    const child = await startChild();
    try {
      const identity = (await processIdentity(child.pid)) ?? "";
      await writeLock({ pid: child.pid, process: identity });
      expect((await refusal()).message).toContain(`OpenCode process ${child.pid}`);
    } finally {
      await child.kill();
    }
    await acquire("run-2");
    expect((await readLock(file))?.holder.run).toBe("run-2");
    expect(await filesBeside()).toEqual(["lock.json"]);
  });

  it("takes over from a process whose id is another one's now", async () => {
    await writeLock({ process: "of an earlier process" });
    await acquire("run-2");
    expect((await readLock(file))?.holder.run).toBe("run-2");
  });

  it.runIf(process.platform === "linux")("takes over after a reboot, when even the ticks agree", async () => {
    const ticks = (await ownHolder()).process.split("/")[1];
    await writeLock({ process: `00000000-0000-4000-8000-000000000000/${ticks}` });
    await acquire("run-2");
    expect((await readLock(file))?.holder.run).toBe("run-2");
  });

  it("takes over when a process was killed while it took over", async () => {
    await writeStaleLock();
    await writeStaleLock(`${file}.takeover`);
    await acquire("run-2");
    expect((await readLock(file))?.holder.run).toBe("run-2");
    expect(await filesBeside()).toEqual(["lock.json"]);
  });

  it("refuses while another process takes over, and leaves it the stale lock", async () => {
    await writeStaleLock();
    await writeLock({ run: "faster" }, `${file}.takeover`);
    expect((await refusal()).message).toContain("run faster of session ses_run-1");
    expect((await readLock(file))?.holder.run).toBe("dead");
  });

  it("refuses the lock of another machine and says when to delete which file", async () => {
    await writeLock({ host: "elsewhere", process: "unknown here" });
    const error = await refusal();
    expect(error).toBeInstanceOf(LockedError);
    expect(error.message).toContain("on the machine elsewhere");
    expect(error.message).toContain(`delete ${file} if that machine is gone`);
    expect((await readLock(file))?.isStale).toBe(false);
  });

  it.each([
    ["nothing", "", "JSON"],
    ["half a lock", '{ "version": 1, "run": "run-', "JSON"],
    ["no lock", '{ "version": 1, "pid": -1 }', "pid"],
  ])("refuses a file that holds %s, and keeps it", async (_, text, cause) => {
    await write(text);
    const { message } = await refusal();
    expect(message).toContain(`The run lock ${file} cannot be read (`);
    expect(message).toContain(cause);
    expect(message).toContain("Delete it if no OpenCode works in this worktree");
    expect(await readFile(file, "utf8")).toBe(text);
  });

  it("refuses a lock of another version, stale or not, and keeps it", async () => {
    await writeLock({ version: 2, process: "of an earlier process" });
    const before = await readFile(file, "utf8");
    expect((await refusal()).message).toMatch(/cannot be read \(version: .*1\)/);
    expect(await readFile(file, "utf8")).toBe(before);
  });

  it("refuses a folder in the lock's place, and keeps it", async () => {
    await mkdir(join(file, "kept"), { recursive: true });
    expect((await refusal()).message).toContain(`The run lock ${file} cannot be read (EISDIR`);
    expect(await readdir(file)).toEqual(["kept"]);
  });

  it.skipIf(process.platform === "win32")("refuses a link that leads nowhere", async () => {
    await mkdir(dirname(file));
    await symlink("nowhere", file);
    expect((await refusal()).message).toContain(`The run lock ${file} exists and cannot be opened`);
  });

  it("names the folder and the cause when it cannot be made", async () => {
    await writeFile(dirname(file), "a file in its place");
    expect((await refusal()).message).toMatch(/cannot be (made|written) \(E(NOTDIR|EXIST|NOENT)/);
  });

  it("lets exactly one of eight have a free lock", async () => {
    const { winners, refused } = await compete();
    expect([winners, refused.length]).toEqual([1, 7]);
    for (const error of refused) expect(error).toBeInstanceOf(LockedError);
  });

  it("lets exactly one of eight take over a stale lock", async () => {
    await mkdir(dirname(file));
    for (let round = 0; round < 20; round++) {
      await writeLock({ process: "of an earlier process" });
      const { winners, refused } = await compete();
      expect([winners, refused.length]).toEqual([1, 7]);
      for (const error of refused) expect(error).toBeInstanceOf(LockedError);
      for (const lock of held.splice(0)) await lock.release();
      expect(await filesBeside()).toEqual([]);
    }
  });

  it("shows a sign of life every two seconds while it is held", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    await acquire();
    await utimes(file, 0, 0);
    vi.advanceTimersByTime(2_000);
    const lastAlive = () => readLock(file).then((lock) => lock?.lastAlive.getTime());
    await expect.poll(lastAlive).toBeGreaterThan(0);
  });

  it("goes on when there is no file to show a sign of life in", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const lock = await acquire();
    await rm(dirname(file), { recursive: true });
    vi.advanceTimersByTime(2_000);
    await lock.release();
    expect(await readLock(file)).toBeUndefined();
  });
});

describe("a lock of another place", () => {
  it("is refused where its run is alive, and left as it is", async () => {
    const older = join(project, "older.json");
    await writeLock({}, older);
    const lock = acquireLock(file, { run: "run-2", session: "ses_2", folder: project }, [older]);
    await expect(lock).rejects.toThrow("run run-1 of session ses_run-1 works in this worktree");
    expect(await readdir(project)).toEqual(["older.json"]);
  });

  it("does not count where its process is gone", async () => {
    const older = join(project, "older.json");
    await writeStaleLock(older);
    const lock = await acquireLock(file, { run: "run-2", session: "ses_2", folder: project }, [older]);
    held.push(lock);
    expect((await readLock(file))?.holder.run).toBe("run-2");
  });
});

describe("a clone whose run is alive", () => {
  const movedFile = () => join(project, "elsewhere", "lock.json");

  it("is still held when it was moved", async () => {
    await acquire();
    await rename(dirname(file), dirname(movedFile()));
    expect(await readLock(movedFile())).toMatchObject({ holder: { run: "run-1" }, isStale: false });
  });

  it("does not hold its copy, and is held on when a run of the copy has ended", async () => {
    await acquire();
    await cp(dirname(file), dirname(movedFile()), { recursive: true });
    expect(await readLock(movedFile())).toMatchObject({ isStale: true });
    const lock = await acquireLock(movedFile(), { run: "run-2", session: "ses_2", folder: project });
    expect((await readLock(movedFile()))?.holder.run).toBe("run-2");
    await lock.release();
    expect(await readLock(file)).toMatchObject({ holder: { run: "run-1" }, isStale: false });
  });

  it("holds a copy on another machine until someone deletes the lock", async () => {
    const place = { file: "/mnt/shop/lock.json", folder: "1:1" };
    await writeLock({ host: "elsewhere", place });
    expect((await refusal()).message).toContain("on the machine elsewhere");
  });
});

describe("release", () => {
  it("frees the worktree for the next run, also when it is called twice", async () => {
    const lock = await acquire();
    await Promise.all([lock.release(), lock.release()]);
    await lock.release();
    expect(await filesBeside()).toEqual([]);
    await acquire("run-2");
    await lock.release();
    expect((await readLock(file))?.holder.run).toBe("run-2");
  });

  it("leaves a lock alone that is someone else's now", async () => {
    const lock = await acquire();
    await rm(file);
    await acquire("run-2");
    await lock.release();
    expect((await readLock(file))?.holder.run).toBe("run-2");
  });
});

describe("readLock", () => {
  it("finds nobody where there is no file", async () => {
    expect(await readLock(file)).toBeUndefined();
  });

  it("says who holds it and until when that surely lived", async () => {
    await writeLock({});
    const lastAlive = new Date("2026-11-24T20:16:00.000Z");
    await utimes(file, lastAlive, lastAlive);
    expect(await readLock(file)).toEqual({ holder: await ownHolder(), isStale: false, lastAlive });
  });

  it("says that a lock is stale once its process is gone, and leaves it there", async () => {
    await writeStaleLock();
    expect(await readLock(file)).toMatchObject({ holder: { run: "dead" }, isStale: true });
    expect(await filesBeside()).toEqual(["lock.json"]);
  });
});

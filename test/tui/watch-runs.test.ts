import { appendFile, mkdtemp, readFile, realpath, rm, truncate, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFileOf, runFiles } from "../../src/runs/run-folder.js";
import { acquireLock, type RunLock } from "../../src/runs/run-lock.js";
import { readRun } from "../../src/runs/stored-run.js";
import { createRunReader } from "../../src/tui/run-reader.js";
import type { ShownRun } from "../../src/tui/shown-run.js";
import { type RunsWatch, watchRuns } from "../../src/tui/watch-runs.js";
import { cutOff, makeRun } from "../support/made-run.js";
import { writeJournal } from "../support/stored-journal.js";

let project: string;
let shown: (ShownRun | undefined)[];
let watch: RunsWatch | undefined;
let lock: RunLock | undefined;

const older = "2026-01-01-000000-aaaa";
const newer = "2026-01-02-000000-bbbb";

beforeEach(async () => {
  project = await realpath(await mkdtemp(join(tmpdir(), "watch-runs-")));
  shown = [];
});
afterEach(async () => {
  watch?.end();
  await lock?.release();
  await rm(project, { recursive: true, force: true, maxRetries: 5 });
});

const begin = () => {
  watch = watchRuns(
    () => project,
    (run) => shown.push(run),
  );
};
const last = () => shown.at(-1);
const hold = async (run: string) => {
  lock = await acquireLock(lockFileOf(project), { run, session: "ses_1", folder: project });
};

describe("the run that is shown", () => {
  it("is none in a folder without runs, and a new one as soon as it begins", async () => {
    begin();
    await expect.poll(() => shown).toEqual([undefined]);
    await makeRun(project, newer);
    watch?.look();
    await expect.poll(() => last()?.report.run).toBe(newer);
  });

  it("is the newest, and an older one while that is at work", async () => {
    await makeRun(project, older, cutOff);
    await makeRun(project, newer);
    begin();
    await expect.poll(() => last()?.standing).toBe("verified");
    await hold(older);
    watch?.look();
    await expect.poll(() => last()).toMatchObject({ standing: "working", report: { run: older } });
  });

  it("that has ended is told from its report, and nothing of its journal is read", async () => {
    const { folder, report } = await makeRun(project, newer);
    await writeFile(runFiles(folder).journal, "not a journal");
    begin();
    await expect.poll(last).toEqual({ report, standing: "verified", state: "" });
  });

  it("that cannot be read is none, and is shown again when it can be", async () => {
    const { folder } = await makeRun(project, newer, cutOff);
    const { journal } = runFiles(folder);
    const whole = await readFile(journal);
    await writeFile(journal, `{"type":"run","version":999}\n`);
    begin();
    await expect.poll(() => shown.length).toBeGreaterThan(0);
    expect(last()).toBeUndefined();
    await writeFile(journal, whole);
    watch?.look();
    await expect.poll(() => last()?.standing).toBe("interrupted");
  });
});

describe("a run that is not over", () => {
  it("works while its process lives, and is interrupted when that is gone", async () => {
    await makeRun(project, newer, cutOff);
    await hold(newer);
    begin();
    await expect.poll(last).toMatchObject({ standing: "working", state: "coding › calling" });
    await lock?.release();
    watch?.look();
    await expect.poll(last).toMatchObject({ standing: "interrupted" });
  });

  it("of which a dead process holds the lock is interrupted", async () => {
    await makeRun(project, newer, cutOff);
    const file = lockFileOf(project);
    const holder = { version: 1, run: newer, session: "s", pid: 2 ** 22, process: "gone", host: hostname() };
    await writeFile(file, JSON.stringify({ ...holder, folder: project, since: "2026-01-01T00:00:00.000Z" }));
    await utimes(file, 0, 0);
    begin();
    await expect.poll(() => last()?.standing).toBe("interrupted");
  });
});

describe("a journal that grows", () => {
  it("leads to the same as reading it whole, at every line, also where it is cut back and goes on", async () => {
    const { folder } = await writeJournal(project, newer, { events: 40 });
    const { journal } = runFiles(folder);
    const [header = "", ...lines] = (await readFile(journal, "utf8")).trimEnd().split("\n");
    await writeFile(journal, `${header}\n`);
    const reader = createRunReader(folder, lockFileOf(project));
    const whole = async () => createRunReader(folder, lockFileOf(project)).read();
    for (const [index, line] of lines.entries()) {
      if (index === 20) {
        await appendFile(journal, '{"seq":21,"half');
        expect(await reader.read()).toEqual(await whole());
        const { end } = await readRun(folder);
        await truncate(journal, end.length);
      }
      await appendFile(journal, `${line}\n`);
      expect(await reader.read()).toEqual(await whole());
    }
    expect((await reader.read()).report.tasks.filter(({ status }) => status === "verified")).not.toEqual([]);
  });
});

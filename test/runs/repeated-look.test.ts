import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lookRepeatedly, type RepeatedLook } from "../../src/runs/repeated-look.js";

const times = { interval: 1_000, gatherTime: 100 };

let looking: RepeatedLook | undefined;
/** One entry a look; calling it ends that look. */
let looks: (() => void)[];

const begin = () => {
  looks = [];
  looking = lookRepeatedly(() => new Promise<void>((resolve) => looks.push(resolve)), times);
};
afterEach(() => {
  looking?.end();
  vi.useRealTimers();
});

describe("a repeated look", () => {
  beforeEach(async () => {
    vi.useFakeTimers();
    begin();
    await vi.advanceTimersByTimeAsync(0);
  });
  const end = async (index: number) => {
    looks[index]?.();
    await vi.advanceTimersByTimeAsync(0);
  };

  it("looks at once, and again at each interval", async () => {
    expect(looks).toHaveLength(1);
    await end(0);
    await vi.advanceTimersByTimeAsync(times.interval);
    expect(looks).toHaveLength(2);
  });

  it("gathers what changes close together", async () => {
    await end(0);
    for (let change = 0; change < 5; change++) looking?.soon();
    await vi.advanceTimersByTimeAsync(times.gatherTime);
    expect(looks).toHaveLength(2);
  });

  it("never looks twice at a time, and looks once more if something changed during the look", async () => {
    for (let change = 0; change < 3; change++) {
      looking?.soon();
      await vi.advanceTimersByTimeAsync(times.gatherTime);
    }
    expect(looks).toHaveLength(1);
    await end(0);
    expect(looks).toHaveLength(2);
    await end(1);
    expect(looks).toHaveLength(2);
  });

  it("looks no more once it is over, not even for a change that was told before", async () => {
    looking?.soon();
    looking?.end();
    await end(0);
    looking?.soon();
    await vi.advanceTimersByTimeAsync(10 * times.interval);
    expect([looks.length, looking?.isOver, vi.getTimerCount()]).toEqual([1, true, 0]);
  });
});

describe("a look at a folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "repeated-look-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("follows a change in it long before the interval, also where one cannot be watched before", async () => {
    let count = 0;
    looking = lookRepeatedly(async () => void count++, { interval: 3_600_000, gatherTime: 1 });
    looking.watch(join(folder, "missing"));
    looking.watch(folder);
    await expect.poll(() => count).toBe(1);
    await appendFile(join(folder, "journal"), "line\n");
    await expect.poll(() => count).toBeGreaterThan(1);
  });
});

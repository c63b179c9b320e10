import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startDeadline } from "../../../src/actors/agents/deadline.js";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A deadline of 10 s of silence and 30 s in all, and what it rejected with. */
function start() {
  const deadline = startDeadline({ silenceSeconds: 10, totalSeconds: 30 }, (what) => new Error(`it ${what}`));
  const passed: string[] = [];
  deadline.passed.catch((error: Error) => passed.push(error.message));
  const advance = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
  return { deadline, passed, advance };
}

describe("startDeadline", () => {
  it("passes after the silence", async () => {
    const { passed, advance } = start();
    await advance(9.999);
    expect(passed).toEqual([]);
    await advance(0.001);
    expect(passed).toEqual(["it gave no sign of life for 10 s"]);
  });

  it("listens anew with every sign of life, but not beyond the total", async () => {
    const { deadline, passed, advance } = start();
    for (const seconds of [9, 9, 9]) {
      await advance(seconds);
      deadline.alive();
    }
    await advance(2.999);
    expect(passed).toEqual([]);
    await advance(0.001);
    expect(passed).toEqual(["it did not end within 30 s"]);
  });

  it("says what the provider said last, unless life came after it", async () => {
    const { deadline, passed, advance } = start();
    deadline.troubled("Slow down");
    deadline.alive();
    deadline.troubled("Overloaded");
    await advance(10);
    expect(passed).toEqual(["it gave no sign of life for 10 s; the provider said: Overloaded"]);
    const other = start();
    other.deadline.troubled("Overloaded");
    other.deadline.alive();
    await other.advance(10);
    expect(other.passed).toEqual(["it gave no sign of life for 10 s"]);
  });

  it("stands still while it is held, and listens anew when it is released", async () => {
    const { deadline, passed, advance } = start();
    await advance(9);
    deadline.held();
    await advance(1000);
    deadline.alive();
    await advance(1000);
    deadline.released();
    await advance(9.999);
    expect(passed).toEqual([]);
    await advance(0.001);
    expect(passed).toEqual(["it gave no sign of life for 10 s"]);
  });

  it("does not count held time towards the total", async () => {
    const { deadline, passed, advance } = start();
    await advance(8);
    deadline.held();
    await advance(100);
    deadline.released();
    for (const seconds of [8, 8]) {
      await advance(seconds);
      deadline.alive();
    }
    await advance(5.999);
    expect(passed).toEqual([]);
    await advance(0.001);
    expect(passed).toEqual(["it did not end within 30 s"]);
  });

  it("goes on only when every hold is released", async () => {
    const { deadline, passed, advance } = start();
    deadline.held();
    deadline.held();
    deadline.released();
    await advance(100);
    expect(passed).toEqual([]);
    deadline.released();
    await advance(10);
    expect(passed).toEqual(["it gave no sign of life for 10 s"]);
  });

  it("takes a release without a hold for nothing", async () => {
    const { deadline, passed, advance } = start();
    deadline.released();
    deadline.held();
    await advance(100);
    expect(passed).toEqual([]);
  });

  it("tells the working time without the held time, also after its end", async () => {
    const { deadline, advance } = start();
    await advance(2);
    deadline.held();
    await advance(100);
    expect(deadline.seconds()).toBe(2);
    deadline.released();
    await advance(3);
    expect(deadline.seconds()).toBe(5);
    deadline.end();
    await advance(100);
    expect(deadline.seconds()).toBe(5);
  });

  it("holds no timer while it is held, nor after its end, when a sign of life comes late", () => {
    const { deadline } = start();
    deadline.held();
    deadline.alive();
    expect(vi.getTimerCount()).toBe(0);
    deadline.released();
    deadline.end();
    deadline.alive();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("never passes and holds no timer after its end, whatever comes late", async () => {
    const { deadline, passed, advance } = start();
    deadline.held();
    deadline.end();
    deadline.alive();
    deadline.released();
    expect(vi.getTimerCount()).toBe(0);
    await advance(100);
    expect(passed).toEqual([]);
  });
});

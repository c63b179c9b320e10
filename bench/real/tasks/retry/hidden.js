import assert from "node:assert/strict";
import { test } from "node:test";
import { retry } from "./src/retry.js";

function failing(times) {
  const calls = [];
  const work = async (attempt) => {
    calls.push(attempt);
    if (calls.length <= times) throw new Error(`failed ${attempt}`);
    return "done";
  };
  return { calls, work };
}
const waiter = () => {
  const waits = [];
  return { waits, wait: async (milliseconds) => void waits.push(milliseconds) };
};

test("it waits longer each time, up to a limit", async () => {
  const { calls, work } = failing(4);
  const { waits, wait } = waiter();
  assert.equal(await retry(work, { attempts: 5, delay: 10, maxDelay: 35, wait }), "done");
  assert.deepEqual(
    [calls, waits],
    [
      [0, 1, 2, 3, 4],
      [10, 20, 35, 35],
    ],
  );
});
test("the last error is thrown, without a wait after it", async () => {
  const { work } = failing(9);
  const { waits, wait } = waiter();
  await assert.rejects(retry(work, { wait }), /failed 2/);
  assert.deepEqual(waits, [100, 200]);
});
test("an error can end it", async () => {
  const { calls, work } = failing(9);
  const { waits, wait } = waiter();
  await assert.rejects(
    retry(work, { wait, shouldRetry: (error) => error.message !== "failed 1" }),
    /failed 1/,
  );
  assert.deepEqual([calls.length, waits.length], [2, 1]);
});
test("a signal ends it before the next attempt", async () => {
  const { calls, work } = failing(9);
  const aborter = new AbortController();
  const wait = async () => aborter.abort(new Error("enough"));
  await assert.rejects(retry(work, { wait, signal: aborter.signal }), /enough/);
  assert.equal(calls.length, 1);
});
test("work that throws at once counts too", async () => {
  const { wait } = waiter();
  let calls = 0;
  const work = () => {
    if (calls++ === 0) throw new Error("at once");
    return "done";
  };
  assert.equal(await retry(work, { wait }), "done");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { minutesOf, Schedule } from "./schedule.ts";

const shop = () =>
  new Schedule().open("mon", "14:00", "18:00").open("mon", "08:00", "12:00").open("wed", "9:30", "11:00");

test("times are minutes", () => {
  assert.deepEqual(["0:00", "9:05", "24:00", "23:59"].map(minutesOf), [0, 545, 1440, 1439]);
});
test("what is no time is refused", () => {
  for (const time of ["25:00", "12:60", "noon", "1:5"]) assert.throws(() => minutesOf(time), RangeError);
});
test("it is open from the first minute on", () => {
  assert.deepEqual(
    ["07:59", "08:00", "11:59", "12:00"].map((time) => shop().isOpen("mon", time)),
    [false, true, true, false],
  );
});
test("it is open in the afternoon too", () => {
  assert.equal(shop().isOpen("mon", "15:00"), true);
  assert.equal(shop().isOpen("tue", "15:00"), false);
});
test("a slot must begin before it ends", () => {
  assert.throws(() => new Schedule().open("mon", "8:00", "8:00"), RangeError);
});
test("slots do not overlap", () => {
  assert.throws(() => shop().open("mon", "11:59", "13:00"), RangeError);
  assert.throws(() => shop().open("mon", "13:00", "14:01"), RangeError);
  assert.doesNotThrow(() => shop().open("mon", "12:00", "14:00"));
});
test("a closed one never opens", () => {
  const schedule = shop();
  schedule.close();
  assert.equal(schedule.isOpen("mon", "09:00"), false);
  assert.equal(schedule.opensIn("mon", "09:00"), undefined);
});
test("it opens in no time while it is open", () => {
  assert.equal(shop().opensIn("mon", "08:00"), 0);
});
test("it opens later on the day", () => {
  assert.equal(shop().opensIn("mon", "07:30"), 30);
  assert.equal(shop().opensIn("mon", "12:00"), 120);
});
test("it opens on another day", () => {
  assert.equal(shop().opensIn("tue", "09:00"), 24 * 60 + 30);
  assert.equal(shop().opensIn("sun", "08:00"), 24 * 60);
});
test("it opens in a week", () => {
  assert.equal(new Schedule().open("fri", "8:00", "9:00").opensIn("fri", "9:00"), 7 * 24 * 60 - 60);
});
test("one without slots never opens", () => {
  assert.equal(new Schedule().opensIn("mon", "8:00"), undefined);
});
test("the hours of a week add up", () => {
  assert.equal(shop().weekly(), 9.5);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmitter } from "./src/emitter.js";

test("a listener can be taken off, also twice", () => {
  const emitter = createEmitter();
  const heard = [];
  const off = emitter.on("a", () => heard.push(1));
  emitter.on("a", () => heard.push(2));
  off();
  off();
  assert.equal(emitter.emit("a"), 1);
  assert.deepEqual(heard, [2]);
});
test("once is once, also when it emits by itself", () => {
  const emitter = createEmitter();
  let calls = 0;
  emitter.once("a", () => {
    calls++;
    emitter.emit("a");
  });
  emitter.emit("a");
  assert.deepEqual([calls, emitter.emit("a")], [1, 0]);
});
test("taken off meanwhile: not called; added meanwhile: not yet called", () => {
  const emitter = createEmitter();
  const heard = [];
  const offs = [];
  emitter.on("a", () => {
    heard.push("first");
    offs[0]();
    emitter.on("a", () => heard.push("late"));
  });
  offs.push(emitter.on("a", () => heard.push("second")));
  emitter.on("a", () => heard.push("third"));
  assert.equal(emitter.emit("a"), 2);
  assert.deepEqual(heard, ["first", "third"]);
});
test("an error keeps nobody from being called", () => {
  const emitter = createEmitter();
  const heard = [];
  emitter.on("a", () => {
    throw new Error("one");
  });
  emitter.on("a", () => {
    throw new Error("two");
  });
  emitter.on("a", () => heard.push("third"));
  assert.throws(() => emitter.emit("a"), /one/);
  assert.deepEqual(heard, ["third"]);
});
test("the same function twice is called twice, and taken off one by one", () => {
  const emitter = createEmitter();
  let calls = 0;
  const listener = () => calls++;
  const off = emitter.on("a", listener);
  emitter.on("a", listener);
  emitter.emit("a");
  off();
  emitter.emit("a");
  assert.equal(calls, 3);
});
test("an event may be called constructor", () => {
  const emitter = createEmitter();
  assert.equal(emitter.emit("constructor"), 0);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { createEmitter } from "../src/emitter.js";

test("listeners hear the values in order", () => {
  const emitter = createEmitter();
  const heard = [];
  emitter.on("a", (value) => heard.push(`1 ${value}`));
  emitter.on("a", (value) => heard.push(`2 ${value}`));
  emitter.emit("a", "x");
  assert.deepEqual(heard, ["1 x", "2 x"]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { LruCache } from "./src/lru-cache.js";

test("the least recently used entry goes", () => {
  const cache = new LruCache({ capacity: 2 });
  cache.set("a", 1);
  cache.set("b", 2);
  cache.get("a");
  cache.set("c", 3);
  assert.deepEqual([cache.has("a"), cache.has("b"), cache.has("c")], [true, false, true]);
});
test("setting again uses, looking does not", () => {
  const cache = new LruCache({ capacity: 2 });
  cache.set("a", 1);
  cache.set("b", 2);
  cache.set("a", 4);
  cache.has("b");
  cache.set("c", 3);
  assert.deepEqual([cache.get("a"), cache.get("b"), cache.size], [4, undefined, 2]);
});
test("old entries are gone, and make room", () => {
  let time = 0;
  const cache = new LruCache({ capacity: 2, ttl: 10, now: () => time });
  cache.set("a", 1);
  time = 6;
  cache.set("b", 2);
  cache.get("a");
  time = 11;
  assert.deepEqual([cache.size, cache.has("a"), cache.get("b")], [1, false, 2]);
  cache.set("c", 3);
  assert.deepEqual([cache.has("b"), cache.has("c")], [true, true]);
});
test("undefined is a value", () => {
  const cache = new LruCache({ capacity: 1 });
  cache.set("a", undefined);
  assert.equal(cache.has("a"), true);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRouter } from "./src/router.js";

function routerOf(...patterns) {
  const router = createRouter();
  for (const pattern of patterns) router.add(pattern, pattern);
  return router;
}

test("parameters are decoded", () => {
  const router = routerOf("/users/:id/posts/:post");
  assert.deepEqual(router.match("/users/a%20b/posts/7").params, { id: "a b", post: "7" });
  assert.equal(router.match("/users/1/posts"), undefined);
  assert.equal(router.match("/users//posts/7"), undefined);
});
test("a star matches the rest, but not nothing", () => {
  const router = routerOf("/files/*");
  assert.deepEqual(router.match("/files/a/b.txt").params, { "*": "a/b.txt" });
  assert.equal(router.match("/files/"), undefined);
});
test("literal wins over parameter, parameter over star", () => {
  const router = routerOf("/*", "/users/:id", "/users/me", "/users/*");
  assert.equal(router.match("/users/me").handler, "/users/me");
  assert.equal(router.match("/users/7").handler, "/users/:id");
  assert.equal(router.match("/users/7/x").handler, "/users/*");
  assert.equal(router.match("/other/x").handler, "/*");
});
test("the left decides, and a dead end is left again", () => {
  const router = routerOf("/a/:x/c", "/:y/b/c", "/a/b/d");
  assert.equal(router.match("/a/b/c").handler, "/a/:x/c");
  assert.equal(router.match("/z/b/c").handler, "/:y/b/c");
});
test("a slash at the end does not matter, and dots are literal", () => {
  const router = routerOf("/", "/a.b");
  assert.equal(router.match("/").handler, "/");
  assert.equal(router.match("/a.b/").handler, "/a.b");
  assert.equal(router.match("/axb"), undefined);
});
test("a pattern is added once", () => {
  assert.throws(() => routerOf("/a", "/a"), Error);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRouter } from "../src/router.js";

test("a literal path is matched", () => {
  const router = createRouter();
  router.add("/users", "users");
  assert.deepEqual(router.match("/users"), { handler: "users", params: {} });
  assert.equal(router.match("/nobody"), undefined);
});

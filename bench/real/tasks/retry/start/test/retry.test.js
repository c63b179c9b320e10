import assert from "node:assert/strict";
import { test } from "node:test";
import { retry } from "../src/retry.js";

test("work that succeeds is done once", async () => {
  assert.equal(await retry(async () => "done"), "done");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { splitMoney } from "../src/split-money.js";

test("an amount is split in proportion", () => {
  assert.deepEqual(splitMoney(100, [1, 3]), [25, 75]);
});

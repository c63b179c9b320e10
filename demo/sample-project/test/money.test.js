import assert from "node:assert/strict";
import { test } from "node:test";
import { formatMoney } from "../src/money.js";

test("cents become a decimal amount", () => {
  assert.equal(formatMoney(1050), "10.50");
  assert.equal(formatMoney(5), "0.05");
});

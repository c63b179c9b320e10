import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, satisfies } from "./src/semver.js";

test("numbers are compared as numbers", () => {
  assert.equal(compare("1.10.0", "1.9.9"), 1);
  assert.equal(compare("2.0.0", "10.0.0"), -1);
});
test("pre-releases are in the order of the standard", () => {
  const order = ["alpha", "alpha.1", "alpha.beta", "beta", "beta.2", "beta.11", "rc.1"].map(
    (pre) => `1.0.0-${pre}`,
  );
  order.push("1.0.0");
  for (let index = 1; index < order.length; index++) {
    assert.equal(compare(order[index - 1], order[index]), -1, order[index]);
    assert.equal(compare(order[index], order[index - 1]), 1, order[index]);
  }
});
test("the build does not matter", () => {
  assert.equal(compare("1.0.0+a", "1.0.0+b"), 0);
  assert.equal(compare("1.0.0-a+x-y", "1.0.0-a"), 0);
});
test("caret keeps the first number that is not zero, tilde the first two", () => {
  const holds = (range) => (version) => satisfies(version, range);
  assert.deepEqual(["1.2.3", "1.9.0", "2.0.0", "1.2.2"].map(holds("^1.2.3")), [true, true, false, false]);
  assert.deepEqual(["0.2.3", "0.2.9", "0.3.0"].map(holds("^0.2.3")), [true, true, false]);
  assert.deepEqual(["0.0.3", "0.0.4"].map(holds("^0.0.3")), [true, false]);
  assert.deepEqual(["1.2.9", "1.3.0"].map(holds("~1.2.3")), [true, false]);
});
test("comparators must all hold", () => {
  assert.equal(satisfies("1.5.0", ">=1.2.0 <2.0.0"), true);
  assert.equal(satisfies("2.0.0", ">=1.2.0 <2.0.0"), false);
  assert.equal(satisfies("1.2.0", ">1.2.0"), false);
  assert.equal(satisfies("1.2.0", "<=1.2.0"), true);
  assert.equal(satisfies("1.2.0", "1.2.0"), true);
  assert.equal(satisfies("1.2.1", "=1.2.0"), false);
});
test("a pre-release must be asked for", () => {
  assert.equal(satisfies("1.3.0-beta", "^1.2.0"), false);
  assert.equal(satisfies("1.2.0-beta", "^1.2.0-alpha"), true);
  assert.equal(satisfies("2.0.0-beta", "^1.2.0"), false);
});
test("what is no version is an error", () => {
  for (const text of ["1.2", "v1.2.3", "1.2.3.4", "01.2.3", ""])
    assert.throws(() => compare(text, "1.0.0"), TypeError);
});

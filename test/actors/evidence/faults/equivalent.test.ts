import { expect, test } from "vitest";
import { kindsAndLines } from "./faults-in.js";

test.each([
  ["a.js", "if (a > most) most = a;"],
  ["a.go", "if a > most {\n\tmost = a\n}"],
  ["a.js", "return a > b ? a : b;"],
  ["a.js", "return a < b ? -1 : 1;"],
  ["a.c", "for (unsigned i = n; i > 0; i--) {"],
])("in %s a boundary that decides nothing stays: %j", (path, text) => {
  const boundaries = kindsAndLines(path, text).filter((fault) => fault.startsWith("conditional boundary"));

  expect(boundaries).toEqual([]);
});

test.each([
  "a + 0",
  "a - 0",
  "a * 1",
  "a / 1",
  '"a" + b',
  "a + 'b'",
  "[a] + b",
  "yield * b",
  "function * ()",
])("the operator of %s stays", (expression) => {
  const operators = kindsAndLines("a.js", `f = ${expression}`).filter((fault) => fault.startsWith("math"));

  expect(operators).toEqual([]);
});

test.each(["setTimeout(a, 500);", "const bufferSize = 64;", "0x1f;", "a = b.0;", "chmod(a, 0644);", "1e9;"])(
  "the number of %s stays",
  (line) => {
    const constants = kindsAndLines("a.js", line).filter((fault) => fault.startsWith("constant"));

    expect(constants).toEqual([]);
  },
);

test("one becomes none and minus one too, as their sign may be all that counts", () => {
  expect(kindsAndLines("a.js", "return b ? -1 : 1")).toEqual([
    "constant: return b ? 0 : 1",
    "constant: return b ? -1 : 0",
  ]);
});

test("one comparison for equality is negated once", () => {
  expect(kindsAndLines("a.js", "if (a === b) c(d);")).toEqual(["equality operator: if (a !== b) c(d);"]);
});

test.each([
  ["a.js", "function f() {", "  return undefined;"],
  ["a.py", "def f():", "    pass"],
  ["a.py", "def f():", "    raise NotImplementedError"],
  ["a.ts", "constructor(a) {", "  super(a);"],
])("in %s a function that gives back nothing already is not ended: %s", (path, header, line) => {
  expect(kindsAndLines(path, `${header}\n${line}`, [2])).toEqual([]);
});

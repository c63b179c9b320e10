import { expect, test } from "vitest";
import { kindsAndLines } from "./faults-in.js";

test.each([
  ["a.js", "while (low < high && !done) {"],
  ["a.js", "} while (a !== 1);"],
  ["a.py", "while a < 1 and b:"],
  ["a.go", "for a < 1 && b {"],
  ["a.rs", "while let Some(a) = b.pop() {"],
  ["a.rb", "a -= 1 while a > 3 && b"],
  ["a.rb", "until a == 3"],
  ["a.sh", "while [ $a -lt 3 ]; do"],
])("in %s a loop's condition stays: %s", (path, line) => {
  expect(kindsAndLines(path, line)).toEqual([]);
});

test.each([
  ["a.js", "while (low < high) {", "  low = middle + 1;"],
  ["a.js", "while (queue.length > 0) {", "  queue.pop();"],
  ["a.py", "while index < len(text):", "    index += 1"],
  ["a.c", "do {", "    a = a * 2;"],
  ["a.rs", "loop {", "    self.step();"],
  ["a.js", "for (;;) {", "  if (a > 3) break;"],
])("in %s what ends a loop stays: %s %s", (path, header, line) => {
  expect(kindsAndLines(path, `${header}\n${line}`, [2])).toEqual([]);
});

test("what a loop counts beside has faults", () => {
  const text = "while (queue.length > 0) {\n  const next = queue.pop();\n  total += next;\n}";

  expect(kindsAndLines("a.js", text, [3])).toEqual([
    "math operator: total -= next;",
    "removed assignment: ;",
  ]);
});

test("of a header with three parts the step and what joins conditions stay", () => {
  expect(kindsAndLines("a.js", "for (let i = 0; i < n && a; i += 2) {")).toEqual([
    "constant: for (let i = 1; i < n && a; i += 2) {",
    "conditional boundary: for (let i = 0; i <= n && a; i += 2) {",
  ]);
});

test("a loop through a collection is no loop that could go on", () => {
  expect(kindsAndLines("a.py", "for a in range(3):\n    b = a * 2", [2])).toContain(
    "math operator: b = a / 2",
  );
});

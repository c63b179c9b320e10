import { describe, expect, it } from "vitest";
import { readOutput } from "../../../../src/actors/checks/output/read-output.js";
import { added } from "./added.js";

const lines = (output: string) => readOutput("check", output, "/home/me/shop").lines;
const isSame = (before: string, after: string) => added(lines(before), lines(after)).length === 0;

describe("an output that is not understood is the same", () => {
  it.each([
    ["at another time", "done at 10:30 in 3 s, case a is bad", "done at 11:45 in 4 s, case a is bad"],
    ["with another seed", "Seed: 12\ncase a is bad", "Seed: 99\ncase a is bad"],
    ["in another order", "case a is bad\ncase b is bad", "case b is bad\ncase a is bad"],
    [
      "with the colours of tput",
      "case a is bad",
      "\u001b(B\u001b[mcase a is \u001b[1mbad\u001b(B\u001b[m\u000f",
    ],
    ["with zeros", "case a is bad\n", `${[..."case a is bad\r\n"].join("\0")}\0`],
    ["behind a progress bar", "case a is bad", "10 %\r 50 %\r100 %\rcase a is bad"],
    ["with other progress dots", "..F\ncase a is bad", ".....F..\ncase a is bad"],
    [
      "with its code on other lines",
      "bad\n  12 | let x\n     |  ^\n  at f (a.js:1:2)",
      "bad\n  99 | let y\n     |    ^",
    ],
    ["with fewer failures", "case a is bad\n3 failures", "case a is bad\n1 failure"],
    ["with more that passed", "case a is bad", "case a is bad\nok 2 - case b\n✓ case c"],
    ["of another process", "[123] case a is bad", "[4711] case a is bad"],
  ])("%s", (_, before, after) => {
    expect(isSame(before, after)).toBe(true);
  });
});

describe("an output that is not understood differs", () => {
  it.each([
    ["by another line", "case a is bad", "case a is bad\ncase b is bad"],
    ["by a line instead of another", "case a is bad", "case b is bad"],
    ["by a line that is there once more", "bad case", "bad case\nbad case"],
    ["by a name in quotes", "Failed 'adds'", "Failed 'fine'"],
    ["by more failures", "2 failures, 9 passed", "3 failures, 8 passed"],
    ["by its package", "[a] bad\n[a] make exited with code 1", "[b] bad\n[b] make exited with code 1"],
  ])("%s", (_, before, after) => {
    expect(isSame(before, after)).toBe(false);
  });
});

it("is one line where nothing was printed", () => {
  expect(lines("").map(({ text }) => text)).toEqual(["check check failed without any output"]);
});

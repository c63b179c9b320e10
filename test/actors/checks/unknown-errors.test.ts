import { describe, expect, it } from "vitest";
import { errorLines, plainError, recognisedErrors } from "../../../src/actors/checks/error-lines.js";

const worktree = "/home/me/shop";

describe("output in no known format", () => {
  /** What tells two such outputs apart beside their words. */
  const countsIn = (output: string) =>
    errorLines("test", output, worktree)[0]?.fingerprint.split(" | ").at(-1);

  it.each([
    ["counts", "2 failed, 11 passed", "2 11"],
    ["counts at both ends", "12 of 13", "12 13"],
    ["no times", "2 failed in 3.25s, 40 ms, 40  ms, 7 minutes, 30ms, 9 sec, 8 s, 6 min, 5 seconds", "2"],
    ["no times of day, versions and names", "3 failed at 10:30:15 with v1.2 on x86, node20", "3"],
    ["a count before a word that only begins like a time", "4 mistakes, 5 sections", "4 5"],
    ["a count at a sentence's end", "failed: 6. Passed: 7", "6 7"],
    ["nothing", "it failed", ""],
  ])("is told apart by %s", (_, output, counts) => {
    expect(countsIn(output)).toBe(counts);
  });
});

describe("a sentence that no tool printed", () => {
  it("is one line, and its fingerprint that of its words", () => {
    expect(plainError("  the budget\n is  used up ")).toStrictEqual({
      text: "the budget is used up",
      fingerprint: " |  | the budget is used up",
    });
  });

  it("is at most 300 characters long", () => {
    expect(plainError("x".repeat(300)).text).toBe("x".repeat(300));
    expect(plainError("x".repeat(301)).text).toBe(`${"x".repeat(299)}…`);
  });
});

describe("the errors of a long output", () => {
  const go = (name: string) => `${name}.go:1:1: undefined: x`;
  const filesOf = (output: string) => recognisedErrors(output, worktree).map(({ file }) => file);

  it("are those of its first and last ten thousand lines", () => {
    const lines = Array.from({ length: 20_001 }, () => "ok");
    for (const at of [0, 9_999, 10_000, 10_001, 20_000]) lines[at] = go(`line${at}`);
    expect(filesOf(lines.join("\n"))).toEqual(["line0.go", "line9999.go", "line10001.go", "line20000.go"]);
    expect(filesOf(lines.slice(1).join("\n"))).toEqual([
      "line9999.go",
      "line10000.go",
      "line10001.go",
      "line20000.go",
    ]);
  });

  it("are read in the first two thousand characters of a line", () => {
    const line = (length: number) => `main.c:1:2: error: ${"x".repeat(length - 35)} [bad-character]`;
    const code = (length: number) =>
      recognisedErrors(line(length), worktree).map(({ fingerprint }) => fingerprint.split(" | ")[1]);
    expect(line(2_000)).toHaveLength(2_000);
    expect([code(2_000), code(2_001)]).toEqual([["bad-character"], [""]]);
  });
});

describe("the errors of several tools", () => {
  it("come in the order of the output, each with its file as the project has it", () => {
    const output = [
      " FAIL  ./test/cart.test.ts > totals",
      "AssertionError: expected 1 to be 2",
      " ❯ test/cart.test.ts:3:4",
      "",
      "././src/cart.go:3:4: undefined: total",
      "/home/me/shop/src/cart.ts(1,2): error TS2304: Cannot find name 'total'.",
      "/usr/lib/go/fmt.go:1:2: too many arguments",
    ].join("\n");
    expect(recognisedErrors(output, worktree)).toStrictEqual([
      {
        text: "totals: expected 1 to be 2",
        fingerprint: "test/cart.test.ts |  | totals: expected # to be #",
        file: "test/cart.test.ts",
        test: "totals",
      },
      {
        text: "src/cart.go:3:4 undefined: total",
        fingerprint: "src/cart.go |  | undefined: total",
        file: "src/cart.go",
      },
      {
        text: "src/cart.ts:1:2 TS2304: Cannot find name 'total'.",
        fingerprint: "src/cart.ts | TS2304 | cannot find name <value>.",
        file: "src/cart.ts",
      },
      {
        text: "/usr/lib/go/fmt.go:1:2 too many arguments",
        fingerprint: " |  | too many arguments",
      },
    ]);
  });

  it("name no file for the project's folder itself", () => {
    const [error] = recognisedErrors("/home/me/shop:3:4: error: no package here", worktree);
    expect(error).toStrictEqual({
      text: "/home/me/shop:3:4 no package here",
      fingerprint: " |  | no package here",
    });
  });
});

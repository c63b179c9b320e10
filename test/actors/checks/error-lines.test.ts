import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { errorLines } from "../../../src/actors/checks/error-lines.js";

const recorded = (name: string) => readFileSync(new URL(`recorded/${name}.txt`, import.meta.url), "utf8");
const textsOf = (output: string) =>
  errorLines("test", output, "/project").map(({ text, file }) => [file, text]);
const fingerprintsOf = (output: string) =>
  errorLines("test", output, "/project").map(({ fingerprint }) => fingerprint);

const nodeErrors = (typeError: string) => [
  ["t/add.test.js", "adds two numbers: Expected values to be strictly equal: 3 !== 4"],
  [
    "t/add.test.js",
    `suite > joins "a": Expected values to be strictly deep-equal: + actual - expected { a: 1, + b: 'x' - b: 'y' }`,
  ],
  ["t/add.test.js", `suite > throws: ${typeError}Cannot read properties of null (reading 'x')`],
  ["t/add.test.js", "suite > with message: must be ok"],
  ["t/add.test.js", "times out: test timed out after 50ms"],
  [
    "t/crash.test.js",
    "t/crash.test.js Error: Cannot find module './missing' Require stack: - t/crash.test.js",
  ],
];

describe("errorLines", () => {
  it.each<[string, (string | undefined)[][]]>([
    ["node-tap", nodeErrors("")],
    ["node-spec", nodeErrors("TypeError: ")],
    [
      "vitest",
      [
        ["b.test.ts", "b.test.ts Error: Cannot find module './missing.js' imported from b.test.ts"],
        ["a.test.ts", "suite > adds numbers: expected 3 to be 4"],
        ["a.test.ts", "suite > throws: TypeError: Cannot read properties of null (reading 'x')"],
        ["a.test.ts", "suite > has: expected { a: 1, b: 'x' } to deeply equal { a: 2, b: 'x' }"],
        ["a.test.ts", "suite > node: Expected values to be strictly equal: 3 !== 4"],
        [
          "a.test.ts",
          'suite > slow: Error: Test timed out in 50ms. If this is a long-running test, pass a timeout value as the last argument or configure it globally with "testTimeout".',
        ],
      ],
    ],
    [
      "jest",
      [
        ["j.test.js", "suite > adds numbers: expected 4, received 3"],
        ["j.test.js", "suite > throws: TypeError: Cannot read properties of null (reading 'x')"],
        [
          "j.test.js",
          'suite > has: expect(received).toEqual(expected) - Expected - 1 + Received + 1 Object { - "a": 2, + "a": 1, }',
        ],
        ["k.test.js", "k.test.js Cannot find module './missing' from 'k.test.js'"],
      ],
    ],
    [
      "mocha",
      [
        ["m.js", "suite > adds numbers: Expected values to be strictly equal: 3 !== 4"],
        ["m.js", "suite > inner > throws: TypeError: Cannot read properties of null (reading 'x')"],
      ],
    ],
    [
      "pytest-quiet",
      [
        ["tests/test_a.py", "test_adds: sum is wrong"],
        ["tests/test_a.py", "test_plain: assert [1, 2] == [1, 3]"],
        ["tests/test_a.py", "test_raises: ValueError: bad value"],
        ["tests/test_a.py", "test_fx: RuntimeError: fx"],
      ],
    ],
    ["pytest", [["tests/test_b.py", "tests/test_b.py ModuleNotFoundError: No module named 'nope'"]]],
    [
      "go-test",
      [
        ["add_test.go", "example.com/m: TestAdd: expected 4, got 3"],
        ["add_test.go", "example.com/m: TestSuite/negative: expected -1, got 1"],
        [
          undefined,
          "example.com/m: TestPanic: panic: runtime error: index out of range [5] with length 3 [recovered]",
        ],
      ],
    ],
    [
      "go-vet",
      [
        ["add.go", "add.go:5:9 undefined: nope"],
        ["other.go", "other.go:3:1 expected declaration, found foo"],
      ],
    ],
    [
      "cargo-test",
      [
        ["src/lib.rs", "tests::adds: assertion `left == right` failed left: 3 right: 4"],
        ["src/lib.rs", "tests::is_ok: must be ok"],
      ],
    ],
    [
      "cargo-check",
      [
        ["src/lib.rs", "src/lib.rs:1:21 E0308: mismatched types"],
        ["src/lib.rs", "src/lib.rs:2:14 E0425: cannot find function `nope` in this scope"],
      ],
    ],
    [
      "tsc",
      [
        ["a.ts", "a.ts:1:7 TS2322: Type 'string' is not assignable to type 'number'."],
        ["a.ts", "a.ts:1:24 TS2304: Cannot find name 'foo'."],
        ["a.ts", "a.ts:1:82 TS2322: Type 'number' is not assignable to type 'string'."],
      ],
    ],
    [
      "eslint",
      [
        ["l.js", "l.js:1:5 no-unused-vars: 'unused' is assigned a value but never used"],
        ["l.js", "l.js:2:1 no-undef: 'foo' is not defined"],
        ["p.js", "p.js:1:9 Parsing error: Unexpected token ;"],
      ],
    ],
    ["eslint-unix", [["l.js", "l.js:1:5 no-var: Unexpected var, use let or const instead."]]],
    [
      "biome",
      [
        ["a.ts", "a.ts:1:108 noDoubleEquals: Using == may be unsafe if you are relying on type coercion."],
        ["a.ts", "a.ts format: Formatter would have printed the following content:"],
      ],
    ],
    [
      "ruff",
      [
        ["src/app.py", "src/app.py:1:80 E501: line too long (91 > 79 characters)"],
        ["src/app.py", "src/app.py:2:1 F401: `os` imported but unused"],
      ],
    ],
    [
      "mypy",
      [
        [
          "src/app.py",
          'src/app.py:3 return-value: Incompatible return value type (got "str", expected "int")',
        ],
      ],
    ],
    ["gcc", [["main.c", "main.c:3:5 expected expression before ) token"]]],
  ])("tells the errors that %s printed", (name, expected) => {
    expect(textsOf(recorded(name))).toEqual(expected);
  });

  it("tells the same errors with colours and without", () => {
    expect(textsOf(recorded("tsc-pretty"))).toEqual(textsOf(recorded("tsc")));
  });

  it.each(["node-tap", "node-spec"])("names every failing test of %s apart", (name) => {
    const fingerprints = fingerprintsOf(recorded(name));
    expect(new Set(fingerprints).size).toBe(fingerprints.length);
  });

  it("does not tell a test's failure apart by the values it compared, nor by its place or time", () => {
    const before = recorded("node-tap");
    const after = before
      .replaceAll("3 !== 4", "7 !== 4")
      .replace("3.030299", "9.1")
      .replaceAll("js:2:", "js:88:");
    expect(fingerprintsOf(after)).toEqual(fingerprintsOf(before));
  });

  it("keeps the same mistake in two places as two errors with one fingerprint", () => {
    const errors = errorLines("lint", recorded("tsc"), "/project");
    expect(new Set(errors.map(({ text }) => text)).size).toBe(3);
    expect(new Set(errors.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it("tells an error once that was printed twice", () => {
    expect(textsOf(recorded("tsc").repeat(2))).toEqual(textsOf(recorded("tsc")));
  });

  it("names the project's own file of an uncaught error", () => {
    const output = [
      "starting",
      "TypeError: x is not a function",
      "    at read (node:fs:1:1)",
      "    at load (/project/node_modules/lib/index.js:1:2)",
      "    at main (file:///project/src/main.js:10:3)",
    ].join("\n");
    expect(textsOf(output)).toEqual([["src/main.js", "src/main.js TypeError: x is not a function"]]);
  });

  it("names the innermost file of a Python traceback", () => {
    const output = [
      "Traceback (most recent call last):",
      '  File "/project/app.py", line 3, in <module>',
      "    main()",
      '  File "/project/core.py", line 9, in main',
      '    raise ValueError("bad")',
      "ValueError: bad",
    ].join("\n");
    expect(textsOf(output)).toEqual([["core.py", "core.py ValueError: bad"]]);
  });

  it("names no file that lies outside the worktree", () => {
    const output = "/elsewhere/a.ts(1,7): error TS2322: wrong\n../b.ts(1,7): error TS2322: wrong";
    expect(errorLines("typecheck", output, "/project").map(({ file }) => file)).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("makes one error of the last meaningful lines when it recognises nothing", () => {
    const output =
      "building\nthe frobnicator is jammed\n\nnpm error Lifecycle script `build` failed\nnpm error code 1\n";
    expect(textsOf(output)).toEqual([[undefined, "building — the frobnicator is jammed"]]);
  });

  it("never returns nothing, also when nothing was printed", () => {
    expect(textsOf("\n \n")).toEqual([[undefined, "check test failed without any output"]]);
  });

  it("returns at most 5,000 errors of at most 300 characters on one line", () => {
    const output = Array.from(
      { length: 6000 },
      (_, i) => `a.ts(${i},1): error TS1: ${"long ".repeat(100)}`,
    ).join("\n");
    const errors = errorLines("typecheck", output, "/project");
    expect(errors).toHaveLength(5000);
    expect(errors.every(({ text }) => text.length <= 300 && !text.includes("\n"))).toBe(true);
  });

  it.each([
    [
      "long lines",
      `${"at x (".repeat(1_000)}\n${"a.b:".repeat(10_000)}\n${"  1:1  error  ".repeat(5_000)}\n`.repeat(16),
    ],
    ["failing Go tests", "--- FAIL: T (0.00s)\n".repeat(100_000)],
    ["failing TAP tests", "not ok 1 - t\n".repeat(150_000)],
    ["failing pytest tests", `=== short test summary info ===\n${"FAILED a.py::t\n".repeat(130_000)}`],
    ["rust errors", "error: x\n".repeat(200_000)],
  ])("reads two megabytes of %s within seconds", (_, output) => {
    const started = process.cpuUsage();
    errorLines("test", output, "/project");
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1e6).toBeLessThan(10);
  });
});

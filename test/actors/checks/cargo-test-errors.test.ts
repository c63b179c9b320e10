import { describe, expect, test } from "vitest";
import { testErrors } from "../../../src/actors/checks/test-errors.js";

const linesOf = (output: string) => output.split("\n");

describe("the failing tests of cargo", () => {
  test("are told by their panics, up to the notes and the next panic", () => {
    const output = `---- tests::joins stdout ----

thread 'wor'ker 1' (11770) panicked at src/lib.rs:13:64:
inner
Error: this is only printed

thread 'tests::joins' (11769) panicked at src/lib.rs:128:97:
it said, and note: that is part of it:
got thread 'x' panicked at src/old.rs:1:1
thread 'x' panicked at src/old.rs:1:1 was expected
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace

---- tests::empty stdout ----

thread 'tests::empty' (11771) panicked at src/lib.rs:6:26:


thread 'main' panicked at src/main.rs:2:5:
no configuration
stack backtrace:
   0: rust_begin_unwind`;
    expect(testErrors(linesOf(output))).toEqual([
      { at: 2, file: "src/lib.rs", test: "wor'ker 1", message: "inner Error: this is only printed" },
      {
        at: 6,
        file: "src/lib.rs",
        test: "tests::joins",
        message:
          "it said, and note: that is part of it: got thread 'x' panicked at src/old.rs:1:1 thread 'x' panicked at src/old.rs:1:1 was expected",
      },
      { at: 14, file: "src/lib.rs", test: "tests::empty", message: "failed" },
      { at: 17, file: "src/main.rs", test: undefined, message: "no configuration" },
    ]);
  });

  test("are read as Rust printed them before 1.73, too", () => {
    const output = `thread 'tests::adds' panicked at 'assertion failed: \`(left == right)\`
  left: \`3\`,
 right: \`4\`', src/lib.rs:12:22
note: run with \`RUST_BACKTRACE=1\` environment variable to display a backtrace

thread 'tests::is_ok' panicked at 'it's bad', src/lib.rs:5:23`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 0,
        file: "src/lib.rs",
        test: "tests::adds",
        message: "assertion failed: `(left == right)` left: `3`, right: `4`",
      },
      { at: 5, file: "src/lib.rs", test: "tests::is_ok", message: "it's bad" },
    ]);
  });

  test("may return an error, or miss a panic, without one of their own", () => {
    const output = `failures:

---- tests::reads stdout ----
it was not ---- tests::other stdout ----
---- tests::other stdout ---- was not it
Error: Os { code: 2, kind: NotFound, message: "No such file or directory" }

---- tests::refuses stdout ----
note: test did not panic as expected at src/lib.rs:15:32
---- tests::last stdout ----
printed an Error: and a note: test did not panic

failures:
    tests::reads

Error: this is of another tool`;
    expect(testErrors(linesOf(output))).toEqual([
      {
        at: 2,
        test: "tests::reads",
        message: 'Error: Os { code: 2, kind: NotFound, message: "No such file or directory" }',
      },
      {
        at: 7,
        test: "tests::refuses",
        message: "note: test did not panic as expected at src/lib.rs:15:32",
      },
    ]);
  });
});

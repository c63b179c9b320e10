import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorLines } from "../../src/actors/checks/error-lines.js";
import { errorFingerprint } from "../../src/contracts/error-fingerprint.js";

const number = fc.nat(99_999);
const hex = (length: number) =>
  fc
    .array(fc.constantFrom(..."0123456789abcdef"), { minLength: length, maxLength: length })
    .map((digits) => `${digits.slice(0, -2).join("")}a1`);
const name = fc.stringMatching(/^[a-z]{2,8}$/);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => `/${parts.join("/")}/file.js`);
const two = (value: number) => String(value).padStart(2, "0");
const date = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.nat(23), fc.nat(59), fc.nat(59))
  .map(
    ([month, day, hour, minute, second]) =>
      `2026-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`,
  );

/** What changes between two runs of a check that finds the same error. */
const values = fc.record({
  path,
  line: number,
  column: number,
  seconds: number.map((value) => `${value}ms`),
  date,
  hash: hex(40),
  id: fc.uuid(),
  quoted: fc.string({ maxLength: 10 }).map((value) => value.replaceAll(/['"`\n\r\\]/g, "")),
  address: hex(12).map((value) => `0x${value}`),
});
type Values = typeof values extends fc.Arbitrary<infer Value> ? Value : never;

/** Words that tools write around such values. */
const templates: ((values: Values) => string)[] = [
  ({ path: file, line, column }) => `cannot read ${file}:${line}:${column}`,
  ({ seconds }) => `timed out after ${seconds}`,
  ({ date: at }) => `at ${at} the server refused`,
  ({ hash }) => `object ${hash} is missing`,
  ({ id }) => `request ${id} was not answered`,
  ({ quoted }) => `expected "${quoted}" to be a list`,
  ({ address }) => `segmentation fault at ${address}`,
  ({ line }) => `line ${line} is too long`,
];

describe("a fingerprint", () => {
  test("is the same for the same error with other paths, times, hashes, numbers and values", () => {
    fc.assert(
      fc.property(fc.constantFrom(...templates), values, values, (template, some, other) => {
        expect(errorFingerprint({ text: template(some) })).toBe(errorFingerprint({ text: template(other) }));
      }),
    );
  });

  test("is another for other words, another file or another rule", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...templates), { minLength: 2, maxLength: 2 }),
        values,
        ([a, b], given) => {
          const text = a?.(given) ?? "";
          const file = "src/a.js";
          const all = [
            { text },
            { text: b?.(given) ?? "" },
            { text, file },
            { text, file: "src/b.js" },
            { text, file, code: "E1" },
            { text, file, code: "E2" },
          ];
          expect(new Set(all.map(errorFingerprint)).size).toBe(all.length);
        },
      ),
    );
  });

  test("is one for each text, however often it is asked for, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.option(fc.string(), { nil: undefined }), (text, file) => {
        expect(errorFingerprint({ text, file })).toBe(errorFingerprint({ text, file }));
      }),
    );
  });
});

describe("the errors of a check's output", () => {
  const error = fc.record({
    file: name,
    line: number,
    column: number,
    code: fc.integer({ min: 1000, max: 9999 }),
    words: fc.array(name, { minLength: 1, maxLength: 5 }),
  });

  test("have the same fingerprints in any order and at any line", () => {
    const shuffled = fc
      .uniqueArray(error, { minLength: 1, maxLength: 8, selector: ({ file }) => file })
      .chain((errors) =>
        fc.tuple(fc.constant(errors), fc.shuffledSubarray(errors, { minLength: errors.length }), fc.nat(50)),
      );
    fc.assert(
      fc.property(shuffled, ([errors, others, moved]) => {
        expect(fingerprints(printed(others, moved))).toEqual(fingerprints(printed(errors, 0)));
        expect(fingerprints(printed(errors, 0)).length).toBe(errors.length);
      }),
    );
    function printed(
      errors: readonly (typeof error extends fc.Arbitrary<infer E> ? E : never)[],
      moved: number,
    ) {
      return errors
        .map(
          ({ file, line, column, code, words }) =>
            `src/${file}.ts(${line + moved},${column}): error TS${code}: ${words.join(" ")}`,
        )
        .join("\n");
    }
  });

  test("are never none, and are lines a person can read, whatever a check prints", () => {
    const pieces = fc.constantFrom(
      "FAIL ",
      "✖ ",
      "not ok 1 - ",
      "  ● ",
      "error[E1]: ",
      "--> ",
      "\u001b[31m",
      "at x (",
      "  1) ",
      "=== ",
      "  ---\n",
      "E   ",
      ":1:2: error: ",
    );
    const output = fc
      .array(fc.oneof(fc.string({ unit: "binary" }), pieces, fc.constant("\n")))
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(output, (text) => {
        const errors = errorLines("test", text, "/project");
        expect(errors.length).toBeGreaterThan(0);
        for (const { text: line, fingerprint } of errors) {
          expect(line.length <= 300 && !line.includes("\n") && fingerprint.includes(" | ")).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function fingerprints(output: string): string[] {
  return errorLines("tsc", output, "/project")
    .map(({ fingerprint }) => fingerprint)
    .sort();
}

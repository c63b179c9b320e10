import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { readSubmission, readSubmissionInText } from "../../src/actors/agents/lenient-json.js";
import { taskReviewSchema } from "../../src/actors/agents/review/task-review-schema.js";
import { changeSchema } from "../../src/contracts/change.js";
import { findingsSchema } from "../../src/contracts/findings.js";
import { atomicPlanSchema } from "../../src/contracts/plan.js";
import { reviewSchema } from "../../src/contracts/review.js";

const text = fc.string({ minLength: 1, maxLength: 40 });
const path = fc.stringMatching(/^[a-z]{1,8}\.js$/);

interface Tool {
  name: string;
  schema: z.ZodType<unknown>;
  valid: fc.Arbitrary<Record<string, unknown>>;
}

const tools: Tool[] = [
  {
    name: "submit_plan",
    schema: atomicPlanSchema({ maxTasks: 50, maxFilesPerTask: 2 }),
    valid: fc.record({
      summary: text,
      tasks: fc.uniqueArray(
        fc.record({
          id: fc.stringMatching(/^T\d{1,3}$/),
          title: text,
          description: text,
          files: fc.array(path, { minLength: 1, maxLength: 2 }),
          acceptance: fc.array(text, { minLength: 1, maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 5, selector: ({ id }) => id },
      ),
    }),
  },
  {
    name: "submit_findings",
    schema: findingsSchema,
    valid: fc.record({
      summary: text,
      findings: fc.array(fc.record({ file: path, note: text }, { requiredKeys: ["file", "note"] })),
    }),
  },
  { name: "submit_change", schema: changeSchema, valid: fc.record({ summary: text, files: fc.array(path) }) },
  {
    name: "submit_review",
    schema: reviewSchema,
    valid: fc.oneof(
      fc.record({ verdict: fc.constant("pass"), summary: text, issues: fc.constant([]) }),
      fc.record({
        verdict: fc.constant("fail"),
        summary: text,
        issues: fc.array(fc.record({ severity: fc.constant("error"), message: text, file: path }), {
          minLength: 1,
        }),
      }),
    ),
  },
  {
    name: "submit_review of a task",
    schema: taskReviewSchema([{ text: "it adds" }, { text: "it has a test" }]),
    valid: fc
      .record({
        verdict: fc.constant("pass"),
        summary: text,
        issues: fc.constant([]),
        first: path,
        second: path,
      })
      .map(({ first, second, ...review }) => ({
        ...review,
        criteria: [
          { criterion: "it adds", met: true, evidence: first },
          { criterion: "it has a test", met: true, evidence: second },
        ],
      })),
  },
];

/** Words of a model, near JSON and far from it. */
const prose = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(
        "```json\n",
        "```",
        "{",
        "}",
        "[",
        '"',
        "\\",
        "{'a': True,}",
        "<think>",
        '{"verdict":"pass"',
        "\u0000",
        "null",
      ),
    ),
  )
  .map((parts) => parts.join(""));

describe.each(tools)("$name", ({ schema, valid }) => {
  test("takes any valid submission, also as a string, wrapped, or with its lists as strings", () => {
    const wrappings = fc.constantFrom<(value: Record<string, unknown>) => unknown>(
      (value) => value,
      (value) => JSON.stringify(value),
      (value) => ({ input: value }),
      (value) => ({ arguments: JSON.stringify(value) }),
      (value) => mapped(value, (field) => (Array.isArray(field) ? JSON.stringify(field) : field)),
    );
    fc.assert(
      fc.property(valid, wrappings, (value, wrap) => {
        expect(readSubmission(schema, wrap(value))).toEqual({ value });
      }),
    );
  });

  test("takes a valid submission out of prose", () => {
    const before = fc.constantFrom("", "Here it is:\n", "I am done. ", "# Result\n\n");
    const fences = fc.constantFrom(["```json\n", "\n```"], ["```\n", "\n```\nThat is all."], ["", ""]);
    fc.assert(
      fc.property(valid, before, fences, (value, words, [open, close]) => {
        fc.pre(!JSON.stringify(value).includes("```"));
        const said = `${words}${open}${JSON.stringify(value)}${close}`;
        expect(readSubmissionInText(schema, said)).toEqual({ value });
      }),
    );
  });

  test("answers anything else with words that a model can read, and never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), prose, fc.json()), (raw) => {
        expect(isReading(schema, readSubmission(schema, raw))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(prose, (said) => {
        const reading = readSubmissionInText(schema, said);
        expect(reading === undefined || isReading(schema, reading)).toBe(true);
      }),
    );
  });
});

function isReading(schema: z.ZodType<unknown>, reading: { value: unknown } | { problem: string }): boolean {
  return "value" in reading ? schema.safeParse(reading.value).success : reading.problem.trim().length > 0;
}

function mapped(value: Record<string, unknown>, change: (field: unknown) => unknown) {
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, change(field)]));
}

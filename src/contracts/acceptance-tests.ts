import { nullAsAbsent } from "./null-as-absent.js";
import * as z from "./zod.js";

export const testFileSchema = z.object({
  path: z.string().min(1).describe("A new test file, relative to the project"),
  content: z.string().min(1).describe("The whole file"),
});

export const coverSchema = z.object({
  criterion: z.string().min(1).describe("The acceptance criterion"),
  test: z.string().min(1).describe("The name of the test that fails until it is met"),
});

/** Tests with the criteria that they cover, or the reason why there are none. */
export const acceptanceTestsSchema = z
  .object({
    files: z
      .array(testFileSchema)
      .describe("Empty where no test can be written, or the tests stay as they are"),
    covers: z.array(coverSchema),
    reason: nullAsAbsent(
      z.string().optional().describe("Why there is no test, or why the tests stay as they are"),
    ),
  })
  .superRefine(({ files, covers, reason }, context) => {
    const report = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (files.length === 0 && !reason?.trim())
      report("reason", "there are no files: say why no test can be written");
    if (files.length > 0 && covers.length === 0)
      report("covers", "name for each criterion that is tested the test that tests it");
  });

export type AcceptanceTests = z.infer<typeof acceptanceTestsSchema>;
export type TestFile = z.infer<typeof testFileSchema>;

export const objectionSchema = z.object({
  test: z.string().min(1).describe("The name of the test"),
  reason: z.string().min(1).describe("How it contradicts the task"),
});

/** A word against a test that was written before the code. */
export type Objection = z.infer<typeof objectionSchema>;

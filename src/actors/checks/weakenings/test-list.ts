import { readFile } from "node:fs/promises";
import { errorFingerprint } from "../../../contracts/error-fingerprint.js";
import * as z from "../../../contracts/zod.js";
import { writeAtomically } from "../../../files/write-atomically.js";
import type { TestCase, TestReport } from "../results/test-report.js";

const testListSchema = z.object({
  version: z.literal(1),
  /** How many tests were executed. */
  executed: z.number(),
  /** Files or packages that could not be loaded, which says enough of their tests. */
  crashed: z.array(z.string()),
  /** Absent where the tests have no names. */
  tests: z
    .array(
      z.object({
        /** Equal for the same test in another run, whatever numbers are in its name. */
        id: z.string(),
        name: z.string(),
        /** Its file relative to the worktree, or its package. */
        place: z.string(),
        isSkipped: z.boolean(),
      }),
    )
    .optional(),
});

/** The tests of one run of a check, to be compared with those of a later one. */
export type TestList = z.infer<typeof testListSchema>;
export type ListedTest = NonNullable<TestList["tests"]>[number];

export function toTestList(executed: number, report: TestReport | undefined): TestList {
  const crashed = report?.crashes.map((crash) => crash.file ?? crash.package ?? "") ?? [];
  return { version: 1, executed, crashed, ...(report ? { tests: report.tests.map(listed) } : {}) };
}

/** @throws when it cannot be written */
export function writeTestList(file: string, list: TestList): Promise<void> {
  return writeAtomically(file, JSON.stringify(list));
}

/** Nothing where there is none, or where it cannot be read: then nothing can be compared. */
export async function readTestList(file: string): Promise<TestList | undefined> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return testListSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function listed({ package: owner = "", file, suite, name, status }: TestCase): ListedTest {
  const fullName = suite ? `${suite} > ${name}` : name;
  return {
    id: errorFingerprint({ text: fullName, file, code: owner }),
    name: fullName,
    place: file ?? owner,
    isSkipped: status === "skipped",
  };
}

import { objectionSchema } from "./acceptance-tests.js";
import { nullAsAbsent } from "./null-as-absent.js";
import * as z from "./zod.js";

export const changeSchema = z.object({
  summary: z.string().min(1).describe("What you changed and why, in a few sentences"),
  files: z.array(z.string()).describe("Files you changed, relative to the project"),
  objections: nullAsAbsent(
    z
      .array(objectionSchema)
      .optional()
      .describe("Only where a test that was written for the task contradicts it; heard once"),
  ),
});

export type Change = z.infer<typeof changeSchema>;

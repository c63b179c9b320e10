import * as z from "./zod.js";

export const findingsSchema = z.object({
  summary: z.string().min(1).describe("What the coder must know, in a few sentences"),
  findings: z.array(
    z.object({
      file: z.string().min(1).describe("Relative to the project"),
      lines: z.string().optional().describe('Like "10-24"'),
      note: z.string().min(1).describe("Why it matters for the task"),
    }),
  ),
});

export type Findings = z.infer<typeof findingsSchema>;

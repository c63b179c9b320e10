import { z } from "zod";

export const changeSchema = z.object({
  summary: z.string().min(1).describe("What you changed and why, in a few sentences"),
  files: z.array(z.string()).describe("Files you changed, relative to the project"),
});

export type Change = z.infer<typeof changeSchema>;

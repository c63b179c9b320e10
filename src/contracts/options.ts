import { z } from "zod";
import { type AgentRole, agentRoles } from "./agent.js";

const model = z
  .string()
  .regex(/^[^/\s]+\/\S+$/, 'must be "provider/model", like "anthropic/claude-haiku-4-5"')
  .describe("As `provider/model`");

const permissionAction = z.enum(["ask", "allow", "deny"]);

const agentOptions = z.strictObject({
  model: z
    .union([model, z.array(model).min(1)])
    .optional()
    .describe(
      "One model, or a ladder: attempt n uses rung min(n, last). Default: the model the user selected",
    ),
  prompt: z.string().min(1).optional().describe("Replaces the default system prompt"),
  temperature: z.number().min(0).max(2).optional(),
  permission: z
    .record(z.string(), z.union([permissionAction, z.record(z.string(), permissionAction)]))
    .optional()
    .describe("OpenCode permissions; they can only restrict"),
  timeoutSeconds: z
    .number()
    .positive()
    .default(600)
    .describe("Without a sign of life; three times as long in all"),
});

const checkOptions = z.strictObject({
  name: z.string().min(1),
  command: z.string().min(1),
  timeoutSeconds: z.number().positive().default(600),
  when: z.enum(["task", "final"]).default("task"),
});

const count = z.number().int().min(0);

/** Every setting of the plugin. The published JSON Schema and the guide's table come from here. */
export const optionsSchema = z.strictObject({
  agents: z
    .strictObject(
      Object.fromEntries(agentRoles.map((role) => [role, agentOptions.optional()])) as Record<
        AgentRole,
        z.ZodOptional<typeof agentOptions>
      >,
    )
    .default({}),
  checks: z
    .union([z.literal("auto"), z.literal(false), z.array(checkOptions)])
    .default("auto")
    .describe("Commands that a change must pass: detected, none, or your own"),
  retryLimit: count.default(3).describe("Fixer attempts on a task before the user is asked"),
  sameErrorLimit: count
    .min(1)
    .default(3)
    .describe("Failed verifications with the same error before the user is asked"),
  maxIterations: count.min(1).default(100).describe("Changes in the whole run before the user is asked"),
  callRetries: count.default(2).describe("Fresh sessions after a failed agent call before the user is asked"),
  maxFilesPerTask: count.min(1).default(2),
  maxTasks: count.min(1).default(50),
  budget: z
    .strictObject({
      tokens: z.number().positive().optional(),
      costUsd: z.number().positive().optional(),
      minutes: z.number().positive().optional(),
    })
    .default({}),
  requestTags: z
    .boolean()
    .default(false)
    .describe("Headers on every agent request that name run, agent, task and attempt"),
  inspect: z
    .strictObject({ port: z.number().int().min(0).max(65535).optional(), open: z.boolean().optional() })
    .default({}),
});

export type Options = z.infer<typeof optionsSchema>;

export const defaultOptions: Options = optionsSchema.parse({});

export type OptionsReading = { options: Options; problems: string[] };

/** Reads options; what is wrong is named with its key, what it got and what it takes, and the defaults stand in. */
export function readOptions(raw: unknown): OptionsReading {
  const parsed = optionsSchema.safeParse(raw ?? {});
  if (parsed.success) return { options: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => {
    const key = issue.path.join(".") || "options";
    const got = JSON.stringify(
      issue.path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown>)?.[part], raw),
    );
    return `${key}: got ${got ?? "nothing"}; ${issue.message}`;
  });
  return { options: defaultOptions, problems };
}

import { z } from "zod";
import { type AgentRole, agentRoles } from "./agent.js";

const model = z
  .string()
  .regex(/^[^/\s]+\/\S+$/, 'must be "provider/model", like "anthropic/claude-haiku-4-5"')
  .describe("As `provider/model`");

const permissionAction = z.enum(["ask", "allow", "deny"]);

/** An object whose unknown keys are answered with the known ones. */
function settings<Shape extends z.ZodRawShape>(shape: Shape) {
  const error = `no such setting; there are ${Object.keys(shape).join(", ")}`;
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? error : undefined),
  });
}

const agentOptions = settings({
  model: z
    .union([model, z.array(model).min(1)], 'must be "provider/model" or a list of such names')
    .optional()
    .describe(
      "One model, or a ladder: attempt n uses rung min(n, last). Default: the model the user selected",
    ),
  prompt: z.string().min(1).optional().describe("Replaces the default system prompt"),
  temperature: z.number().min(0).max(2).optional(),
  permission: z
    .record(
      z.string(),
      z.union(
        [permissionAction, z.record(z.string(), permissionAction)],
        'must be "ask", "allow" or "deny", or one of them per pattern',
      ),
    )
    .optional()
    .describe("OpenCode permissions; they can only restrict"),
  timeoutSeconds: z
    .number()
    .positive()
    .default(600)
    .describe("Without a sign of life; three times as long in all"),
});

const checkOptions = settings({
  name: z.string().min(1),
  command: z.string().min(1),
  timeoutSeconds: z.number().positive().default(600),
  when: z.enum(["task", "final"]).default("task"),
});

const count = z.number().int().min(0);

/** Every setting of the plugin: the one source of their shapes, defaults and meanings. */
export const optionsSchema = settings({
  agents: settings(
    Object.fromEntries(agentRoles.map((role) => [role, agentOptions.optional()])) as Record<
      AgentRole,
      z.ZodOptional<typeof agentOptions>
    >,
  ).default({}),
  checks: z
    .union(
      [z.literal("auto"), z.literal(false), z.array(checkOptions)],
      'must be "auto", false, or a list of checks with name and command',
    )
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
  budget: settings({
    tokens: z.number().positive().optional(),
    costUsd: z.number().positive().optional(),
    minutes: z.number().positive().optional(),
  }).default({}),
  requestTags: z
    .boolean()
    .default(false)
    .describe("Headers on every agent request that name run, agent, task and attempt"),
  inspect: settings({
    port: z.number().int().min(0).max(65535).optional(),
    open: z.boolean().optional(),
  }).default({}),
});

export type Options = z.infer<typeof optionsSchema>;

export const defaultOptions: Options = optionsSchema.parse({});

export type OptionsReading = { options: Options; problems: string[] };

/** Reads options; what is wrong is named with its key, what it got and what it takes, and the defaults stand in. */
export function readOptions(raw: unknown): OptionsReading {
  const parsed = optionsSchema.safeParse(raw ?? {});
  if (parsed.success) return { options: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap(mistakesOf).map(({ path, message }) => {
    const got = path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown>)?.[part], raw);
    return `${path.join(".") || "options"}: got ${JSON.stringify(got) ?? "nothing"}; ${message}`;
  });
  return { options: defaultOptions, problems };
}

type Issue = z.core.$ZodIssue;
type Mistake = Pick<Issue, "path" | "message">;

/** Where exactly a setting is wrong: each unknown key, and inside a list or object the one entry. */
function mistakesOf(issue: Issue): Mistake[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...issue.path, key], message: issue.message }));
  }
  const inner = issue.code === "invalid_union" ? issue.errors.find(reachesInside) : undefined;
  if (!inner) return [issue];
  return inner.flatMap(mistakesOf).map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}

function reachesInside(issues: readonly Issue[]): boolean {
  return issues.every(({ code, path }) => path.length > 0 || code === "unrecognized_keys");
}

import { type AgentRole, agentRoles } from "./agent.js";
import { oneLine } from "./one-line.js";
import * as z from "./zod.js";

const model = z
  .string()
  .regex(/^[^/\s]+\/\S+$/, 'must be "provider/model", like "anthropic/claude-haiku-4-5"')
  .meta({ title: "provider/model" });

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
      "One model, or a ladder: attempt n uses rung n, and the last rung from then on. Without it: the selected model",
    ),
  prompt: z
    .union(
      [
        z.string().min(1),
        settings({
          replace: z.string().min(1).optional().describe("Replaces the default prompt"),
          append: z.string().min(1).optional().describe("Follows the default prompt, or what replaces it"),
        }),
      ],
      'must be a non-empty text, { "replace": text } or { "append": text }',
    )
    .optional()
    .describe("System prompt. A text replaces the default one"),
  temperature: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .describe("Sampling temperature. Without it: the model's own"),
  permission: z
    .record(
      z.string(),
      z.union(
        [permissionAction, z.record(z.string(), permissionAction)],
        'must be "ask", "allow" or "deny", or one of them per pattern',
      ),
    )
    .optional()
    .meta({
      title: "{ tool: action or { pattern: action } }",
      description:
        "Actions are `ask`, `allow` and `deny`; they can only restrict what OpenCode's config permits",
    }),
  timeoutSeconds: z
    .number()
    .positive()
    .default(600)
    .describe("Deadline of a call without a sign of life; three times as long in all"),
});

const checkOptions = settings({
  name: z.string().min(1).describe("What the check is called in the report"),
  command: z
    .string()
    .min(1)
    .optional()
    .describe("Shell command; exit code 0 passes. Only a check that is skipped needs none"),
  timeoutSeconds: z.number().positive().default(600).describe("Deadline of the command"),
  when: z
    .enum(["task", "final"])
    .default("task")
    .describe("After each change and at the end, or only at the end"),
  results: z
    .string()
    .min(1)
    .optional()
    .describe("Where the command writes test results: a path or glob of JUnit XML, TAP or JSON files"),
  folder: z
    .string()
    .regex(
      /^(?!.*(?:^|\/)\.{0,2}(?:\/|$))[^\\]+$/,
      'must be a folder inside the project, like "packages/core"',
    )
    .optional()
    .describe("The package that it covers: it does not run after a change that does not affect this folder"),
  exclusive: z.boolean().optional().describe("No other check runs at the same time"),
  skip: z
    .boolean()
    .optional()
    .describe('Leaves the check out: one of the list, or one that `"auto"` in the list finds'),
}).refine(({ command, skip }) => skip || command !== undefined, {
  path: ["command"],
  error: 'a check needs a command; only one with "skip": true needs none',
});

const checkEntry = z.union(
  [z.literal("auto"), checkOptions],
  'must be "auto", which stands for all detected checks, or a check with name and command',
);

const count = z.number().int().min(0);
const positiveCount = z.number().int().min(1);
const limit = z.number().positive().optional();

/** Every setting of the plugin: the one source of their shapes, defaults and meanings. */
export const optionsSchema = settings({
  agents: settings(
    Object.fromEntries(
      agentRoles.map((role) => [role, agentOptions.optional().describe(`Settings of the ${role}`)]),
    ) as Record<AgentRole, z.ZodOptional<typeof agentOptions>>,
  )
    .default({})
    .describe("Settings for each agent"),
  checks: z
    .union(
      [z.literal("auto"), z.literal(false), z.array(checkEntry)],
      'must be "auto", false, or a list of checks with name and command',
    )
    .default("auto")
    .describe('Commands that a change must pass: detected, none, or your own; with `"auto"` in a list, both'),
  checkConcurrency: z
    .number()
    .int()
    .min(1)
    .max(8)
    .default(2)
    .describe("How many independent checks run in parallel"),
  affected: z
    .union([z.literal("first"), z.literal("only"), z.literal(false)], 'must be "first", "only" or false')
    .default("first")
    .describe(
      'After a change, the tests related to it run `"first"`, and a failure ends the check. `"only"`: the others run only at the end. `false`: always all',
    ),
  evidence: z
    .union(
      [
        z.literal(false),
        settings({
          faults: count.default(6).describe("Faults that are seeded into a change, one at a time"),
          seconds: z.number().positive().default(120).describe("How long it may take for a change"),
          minimum: z
            .number()
            .min(0)
            .max(1)
            .default(0)
            .describe("Share of the seeded faults that must be noticed"),
          required: z
            .boolean()
            .default(false)
            .describe("A run with a task that ends reviewed is not verified"),
        }),
      ],
      "must be false, or an object with faults, seconds, minimum and required",
    )
    .prefault({})
    .describe(
      "While the reviewer reads, your checks run in a copy of the tree, without the change and with seeded faults in it: a test must notice. `false`: this is not tried",
    ),
  tests: z
    .enum(["first", "coder"])
    .default("coder")
    .describe(
      'Who writes the tests of a task: `"first"`: the reviewer, before the code, and they must fail then; `"coder"`: the coder, with the code',
    ),
  searchAhead: z
    .int()
    .min(0)
    .max(1)
    .default(1)
    .describe(
      "Tasks that are searched before their turn, while the task before them is coded, verified or fixed. With `0` one thing is done after the other, so the checks do not run beside the planner either",
    ),
  retryLimit: count.default(3).describe("Fixes of a task before you are asked"),
  retryPlan: z
    .array(z.enum(["fix", "afresh"]))
    .min(1)
    .default(["fix"])
    .describe(
      'What each retry does; the last one holds for all that follow. `"fix"`: the fixer continues; `"afresh"`: the changes are rolled back, and the coder starts again with all errors so far',
    ),
  sameErrorLimit: positiveCount
    .default(3)
    .describe("Failed verifications of a task with the same error before you are asked"),
  maxIterations: positiveCount.default(100).describe("Changes in the whole run before you are asked"),
  callRetries: count.default(2).describe("Fresh sessions after a failed agent call before you are asked"),
  maxFilesPerTask: positiveCount.default(2).describe("Files that one task of a plan may name"),
  maxTasks: positiveCount.default(50).describe("Tasks that a plan may have"),
  budget: settings({
    tokens: limit.describe("Tokens of the whole run, cached ones included"),
    costUsd: limit.describe("Cost of the whole run in US dollars, as OpenCode calculates it"),
    minutes: limit.describe("Working time of the whole run"),
  })
    .default({})
    .describe("Tested before each agent call; you are asked when it is used up"),
  keepRuns: count
    .default(20)
    .describe("Ended runs whose folders are kept; one that can be resumed is always kept"),
  requestTags: z
    .boolean()
    .default(false)
    .describe("Headers on each agent request that name run, agent, task and attempt"),
  inspect: settings({
    port: z.number().int().min(0).max(65535).optional().describe("Port of the inspector; 0 picks a free one"),
    open: z.boolean().optional().describe("Opens the inspector in the browser"),
  })
    .default({})
    .describe("The live view of the chart"),
});

export type Options = z.infer<typeof optionsSchema>;

/** A start reads its options about once: to compile a parser for them takes longer. */
const reading = { jitless: true };

export const defaultOptions: Options = optionsSchema.parse({}, reading);

export type OptionsReading = { options: Options; problems: string[] };

/** The environment variable that holds options as JSON. They win over all others. */
export const optionsVariable = "OPENCODE_ORCHESTRATOR_OPTIONS";

/**
 * Reads options; what is wrong is named with its key, what it got and what it takes, and the defaults stand in.
 *
 * @param sourceOf says where the value at a path came from; a problem begins with it
 */
export function readOptions(raw: unknown, sourceOf?: (path: PropertyKey[]) => string): OptionsReading {
  const parsed = optionsSchema.safeParse(raw ?? {}, reading);
  if (parsed.success) return { options: parsed.data, problems: [] };
  const problems = parsed.error.issues.flatMap(mistakesOf).map(({ path, message }) => {
    const got = path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown>)[part], raw);
    const source = sourceOf ? `${sourceOf(path)}: ` : "";
    return `${source}${path.join(".") || "options"}: got ${oneLine(JSON.stringify(got) ?? "nothing")}; ${message}`;
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

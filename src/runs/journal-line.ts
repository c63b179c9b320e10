import * as z from "../contracts/zod.js";

/** The version of every file of a run's folder. It also stands for the chart: an older one replays differently. */
export const formatVersion = 5;

/** The first line of a journal: whose run it is, and what the chart was started with. */
export const headerSchema = z.object({
  type: z.literal("run"),
  version: z.literal(formatVersion),
  run: z.string(),
  /** The OpenCode session that shows the run. */
  session: z.string(),
  command: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  /** The model that was selected when the run began. */
  model: z.object({ providerID: z.string(), modelID: z.string(), variant: z.string().optional() }).optional(),
  /** The chart's limits as its input had them. */
  limits: z.record(z.string(), z.unknown()),
});

/** What a result belongs to. */
export const resultKeySchema = z.object({
  /** The id of the chart's invocation, like `coder` or `taskChecks`. */
  actor: z.string(),
  task: z.string().optional(),
  /** 0 for the coder, 1.. for the fixer. */
  attempt: z.number().optional(),
  iteration: z.number(),
});

const noteSchema = z.discriminatedUnion("type", [
  /** An agent's session was opened. */
  z.object({
    type: z.literal("call.opened"),
    session: z.string(),
    role: z.string(),
    model: z.string(),
    task: z.string().optional(),
  }),
  /** An agent has handed its change in; the chart hears of it when the change's files are remembered. */
  z.object({
    type: z.literal("change.submitted"),
    key: resultKeySchema.omit({ iteration: true }),
    result: z.unknown(),
  }),
  /** Another OpenCode session shows the run from here on. */
  z.object({ type: z.literal("run.adopted"), session: z.string() }),
]);

const stamp = {
  /** 1.., without a gap. */
  seq: z.number().int().positive(),
  /** ISO 8601. */
  at: z.string(),
};

/** An event, written before the chart takes it. `key` is there for what an actor returned or threw. */
export const eventLineSchema = z.object({
  ...stamp,
  key: resultKeySchema.optional(),
  event: z.looseObject({ type: z.string() }),
});

/** A fact beside the chart, for the process that resumes. */
export const noteLineSchema = z.object({ ...stamp, note: noteSchema });

export type RunHeader = z.infer<typeof headerSchema>;
export type ResultKey = z.infer<typeof resultKeySchema>;
export type Note = z.infer<typeof noteSchema>;
export type EventLine = z.infer<typeof eventLineSchema>;
export type NoteLine = z.infer<typeof noteLineSchema>;
export type JournalLine = EventLine | NoteLine;

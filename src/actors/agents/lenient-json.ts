import { jsonrepair } from "jsonrepair";
import type * as z from "../../contracts/zod.js";

/** In characters. Nothing that an agent has to say is longer, and the next one must read it. */
export const longestSubmission = 200_000;

export type Reading<Value> = { value: Value } | { problem: string };

/**
 * Reads a submission the way weak models write it: JSON as a string, wrapped in one more object, or with lists
 * written as strings. The schema has the last word.
 */
export function readSubmission<Value>(schema: z.ZodType<Value>, raw: unknown): Reading<Value> {
  const candidates = candidatesOf(raw);
  const problems: string[] = [];
  for (const candidate of candidates) {
    const parsed = schema.safeParse(candidate);
    if (parsed.success) return { value: parsed.data };
    problems.push(problemOf(parsed.error));
    const mended = schema.safeParse(withParsedFields(candidate, parsed.error));
    if (mended.success) return { value: mended.data };
  }
  return { problem: problems[0] ?? "it does not have the right shape" };
}

/** Finds a submission in plain text; nothing when the text holds no object at all. */
export function readSubmissionInText<Value>(
  schema: z.ZodType<Value>,
  text: string,
): Reading<Value> | undefined {
  let last: Reading<Value> | undefined;
  for (const raw of objectsIn(text.slice(-longestSubmission))) {
    last = readSubmission(schema, raw);
    if ("value" in last) return last;
  }
  return last;
}

/** What is wrong, one line an issue, for a model to read. */
function problemOf(error: z.ZodError): string {
  const lines = error.issues
    .slice(0, 10)
    .map((issue) => `- ${issue.path.join(".") || "(all)"}: ${issue.message}`);
  return lines.join("\n");
}

function candidatesOf(raw: unknown): unknown[] {
  const value = typeof raw === "string" ? parseLeniently(raw) : raw;
  if (!isObject(value)) return [value];
  const values = Object.values(value);
  const inner = values.length === 1 ? parsed(values[0]) : undefined;
  return isObject(inner) ? [value, inner] : [value];
}

/** Only the fields that do not fit: a text may begin like JSON. */
function withParsedFields(value: unknown, { issues }: z.ZodError): unknown {
  if (!isObject(value)) return value;
  const misfits = new Set(issues.map(({ path }) => path[0]));
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [key, misfits.has(key) ? parsed(field) : field]),
  );
}

/** A list or an object that was written as a string; anything else as it is. */
function parsed(value: unknown): unknown {
  const isJson = typeof value === "string" && /^\s*[[{]/.test(value);
  return isJson ? (parseLeniently(value) ?? value) : value;
}

function objectsIn(text: string): unknown[] {
  const fenced = [...text.matchAll(/```(?:json\w*)?([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  const bare = text.slice(text.indexOf("{"));
  const closed = bare.slice(0, bare.lastIndexOf("}") + 1);
  // The last word counts: an example may stand before it.
  return [...fenced.reverse(), closed, bare].map(parseLeniently).filter(isObject);
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(jsonrepair(text));
    } catch {
      return undefined;
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

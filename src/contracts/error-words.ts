/**
 * What an error says, whatever was thrown or answered: an `Error` with its causes, an object of an API with its
 * message, wherever that is. It is never empty, `{}` or `[object Object]`.
 */
export function errorWords(error: unknown): string {
  return wordsOf(error, deepest) ?? (isObject(error) && !(error instanceof Error) ? asJson(error) : wordless);
}

const wordless = "an error without a message";

/** Causes can be circular. */
const deepest = 5;

function wordsOf(error: unknown, depth: number): string | undefined {
  if (depth === 0) return undefined;
  if (typeof error === "string") return error.trim() || undefined;
  if (!isObject(error)) return error === undefined || error === null ? undefined : String(error);
  const inner = (value: unknown) => wordsOf(value, depth - 1);
  const { message, data, error: nested, errors, cause, name, code, ref } = error as ErrorShape;
  const own = [message, data, nested]
    .map((value) => (value === error ? undefined : inner(value)))
    .find(Boolean);
  const several = Array.isArray(errors) ? errors.flatMap((each) => inner(each) ?? []).join("; ") : "";
  const said = own ?? (several || undefined);
  const why = inner(cause);
  // Of "fetch failed" the cause says what failed.
  const whole = [said, why && !said?.includes(why) ? why : undefined].filter(Boolean).join(": ");
  const named = [code, name].find((value) => typeof value === "string" && value !== "" && value !== "Error");
  const words = whole || (named === undefined ? undefined : String(named));
  return words && typeof ref === "string" ? `${words} (${ref} in OpenCode's log)` : words;
}

interface ErrorShape {
  message?: unknown;
  data?: unknown;
  error?: unknown;
  errors?: unknown;
  cause?: unknown;
  name?: unknown;
  code?: unknown;
  ref?: unknown;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function asJson(value: object): string {
  const json = JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "bigint" ? String(inner) : inner,
  );
  return json === "{}" || json === "[]" || json === undefined ? wordless : json;
}

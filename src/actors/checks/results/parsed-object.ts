import { ResultsError } from "./result-reader.js";

/**
 * The JSON object in `text` where it has `key`; nothing for other text and other objects.
 *
 * @throws ResultsError where the text begins like such an object and is cut
 */
export function parsedObject<Shape>(text: string, key: keyof Shape & string): Shape | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{") || !trimmed.includes(`"${key}"`)) return undefined;
  try {
    const value = JSON.parse(trimmed) as Shape | null;
    return typeof value?.[key] === "object" ? (value ?? undefined) : undefined;
  } catch (cause) {
    throw new ResultsError("the JSON is cut or malformed", { cause });
  }
}

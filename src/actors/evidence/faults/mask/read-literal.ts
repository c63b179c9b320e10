import type { StringSyntax } from "../languages/language.js";
import type { MaskWriter } from "./mask-writer.js";
import { quoted } from "./quoted.js";

/** Reads a literal that begins at the writer's place, and the code that it holds. */
export function readLiteral(
  writer: MaskWriter,
  syntax: StringSyntax,
  opened: RegExpExecArray,
  readCode: (until: string) => void,
): void {
  const { text, at: from } = writer;
  const begin = from + opened[0].length;
  const close = syntax.close?.replace("$1", opened[1] ?? "");
  const [enter, leave = ""] = syntax.interpolation ?? [];
  const stop = stopPattern(syntax, close ?? "");
  stop.lastIndex = begin;
  let isPlain = opened[0].length === 1;
  let end = close === undefined ? begin : undefined;
  while (end === undefined) {
    const found = stop.exec(text);
    if (!found || found[0] === "\n") isPlain = false;
    if (!found || found[0] === "\n") end = found?.index ?? text.length;
    else if (found[0] === close) end = stop.lastIndex;
    else if (found[0] === enter) {
      isPlain = false;
      writer.hidden(stop.lastIndex);
      writer.tail = "{";
      readCode(leave);
      stop.lastIndex = writer.at;
    }
  }
  if (isPlain && !text.slice(from, end).includes("\n")) writer.literal(end);
  else writer.hidden(end);
}

/** Matches what bears on where a literal ends, in the order in which it counts. */
function stopPattern({ escape: escaping, interpolation, isMultiline }: StringSyntax, close: string): RegExp {
  const sources = [
    ...(interpolation ? [quoted(interpolation[0])] : []),
    ...(escaping === "doubled" ? [quoted(close + close)] : []),
    ...(escaping === undefined ? ["\\\\[\\s\\S]"] : []),
    quoted(close),
    ...(isMultiline ? [] : ["\\n"]),
  ];
  return new RegExp(sources.join("|"), "g");
}

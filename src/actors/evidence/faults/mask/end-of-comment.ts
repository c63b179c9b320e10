import type { MaskWriter } from "./mask-writer.js";
import { quoted } from "./quoted.js";

/** Where a block comment that begins at the writer's place ends: at the end of the text if nothing ends it. */
export function endOfComment(
  { text, at }: MaskWriter,
  open: string,
  opened: RegExpExecArray,
  close: string,
  isNesting: boolean,
): number {
  const last = close.replace("$1", opened[1] ?? "");
  const from = at + opened[0].length;
  if (!isNesting) {
    const end = text.indexOf(last, from);
    return end < 0 ? text.length : end + last.length;
  }
  const either = new RegExp(`(${open})|${quoted(last)}`, "g");
  either.lastIndex = from;
  for (let depth = 1; ; ) {
    const found = either.exec(text);
    if (!found) return text.length;
    depth += found[1] === undefined ? -1 : 1;
    if (depth === 0) return either.lastIndex;
  }
}

import type { MaskWriter } from "./mask-writer.js";

/** Where a regular expression that begins at the writer's `/` ends; nothing where the `/` divides. */
export function regexEnd({ text, at, tail }: MaskWriter): number | undefined {
  if (tail !== "" && !beforeOperand.test(tail)) return undefined;
  literal.lastIndex = at;
  return literal.test(text) ? literal.lastIndex : undefined;
}

const literal = /\/(?![*/])(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^/\\[\n])+\/\w*/y;
const beforeOperand =
  /[(,=:[!&|?{};+\-*%<>~^]$|(?:^|[^.\w$])(?:return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await|if|elsif|unless|when|and|or|not|while|until|then)$/;

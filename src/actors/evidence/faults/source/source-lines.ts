import type { Language } from "../languages/language.js";
import { codeMask } from "../mask/code-mask.js";
import { opaque } from "../mask/mask-writer.js";
import { markFunctions } from "./mark-functions.js";
import { markLoops } from "./mark-loops.js";
import { markUntouched } from "./mark-untouched.js";
import type { SourceLine } from "./source-line.js";

/** The lines of a file, in time linear in its length. */
export function sourceLines(text: string, language: Language): SourceLine[] {
  const lines = splitLines(text, codeMask(text, language.lexis), language);
  markBrackets(lines);
  markNeighbours(lines);
  markUntouched(lines);
  markLoops(lines);
  markFunctions(lines);
  return lines;
}

function splitLines(text: string, mask: string, language: Language): SourceLine[] {
  let start = 0;
  return text.split("\n").map((whole, index) => {
    const line = whole.replace(/\r$/, "");
    const end = start + line.length;
    const newline = start + whole.length;
    const isCut = mask[start - 1] === opaque || mask[newline] === opaque;
    const number = index + 1;
    const code = mask.slice(start, end);
    const found = { number, start, text: line, code, language, isCut, isUntouched: false };
    start = newline + 1;
    return { ...found, depth: 0, inside: "", opener: "", previous: "", next: "" };
  });
}

function markBrackets(lines: SourceLine[]): void {
  const open: { bracket: string; code: string }[] = [];
  for (const line of lines) {
    const innermost = open.at(-1);
    line.depth = open.length;
    line.inside = innermost?.bracket ?? "";
    line.opener = innermost?.code ?? "";
    for (const [bracket] of line.code.matchAll(/[()[\]{}]/g)) {
      if (/[([{]/.test(bracket)) open.push({ bracket, code: line.code });
      else open.pop();
    }
  }
}

function markNeighbours(lines: SourceLine[]): void {
  let previous = "";
  for (const line of lines) {
    line.previous = previous;
    if (line.code.trim() !== "") previous = line.code;
  }
  let next = "";
  for (const line of lines.toReversed()) {
    line.next = next;
    if (line.code.trim() !== "") next = line.code;
  }
}

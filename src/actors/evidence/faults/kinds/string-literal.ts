import type { SourceLine } from "../source/source-line.js";
import { isMessage } from "./message.js";
import type { Mutator } from "./mutator.js";
import { isType } from "./type-position.js";

/** A text is emptied; an empty one gets content. */
export const stringLiteral: Mutator = {
  kind: "string literal",
  edits(line) {
    const { code, text } = line;
    if (isMessage(line) || isAlone(line) || /\b(?:typeof|__version__|VERSION)\b/.test(code)) return [];
    return [...code.matchAll(/"(\ue000*)"/g)].flatMap((match) => {
      const at = match.index + 1;
      const length = match[1]?.length ?? 0;
      const before = code.slice(0, match.index);
      if (isType(line, before, code.slice(at + length + 1))) return [];
      if (isFormat(line, text.slice(at, at + length))) return [];
      return [{ at, length, text: length === 0 ? "changed" : "" }];
    });
  },
};

/** A directive or a description. */
function isAlone({ code, inside }: SourceLine): boolean {
  return /^\s*\w{0,2}"\ue000*"\s*;?\s*$/.test(code) && !/[[(]/.test(inside);
}

/** What holds places for values cannot be emptied without them, and a version is nothing that code does. */
function isFormat({ language: { name } }: SourceLine, content: string): boolean {
  if (/^v?\d+\.\d+/.test(content)) return true;
  return (
    /%[-+\d.]*[a-zA-Z]/.test(content) ||
    (/^(?:rust|csharp|python|java)$/.test(name) && /\{\w*[^}]*\}/.test(content))
  );
}

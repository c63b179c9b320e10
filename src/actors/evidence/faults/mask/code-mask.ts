import type { Lexis } from "../languages/language.js";
import { endOfComment } from "./end-of-comment.js";
import { type MaskWriter, maskWriter } from "./mask-writer.js";
import { pendingHeredocs } from "./pending-heredocs.js";
import { readLiteral } from "./read-literal.js";
import { regexEnd } from "./regex-end.js";

/** What is read where a pattern matches. */
interface Rule {
  open: RegExp;
  read(opened: RegExpExecArray): void;
}

/**
 * A text of the same length in which only code is left: comments are spaces, a literal on one line is
 * {@link inString} between two `"`, all other literals are {@link opaque}. Line ends stay, but in what is opaque.
 */
export function codeMask(text: string, lexis: Lexis): string {
  const writer = maskWriter(text);
  const heredocs = pendingHeredocs(writer);
  const readCode = (until?: string) => {
    for (let depth = 0; writer.at < text.length; ) {
      special.lastIndex = writer.at;
      writer.code(special.exec(text)?.index ?? text.length);
      const char = text[writer.at] ?? "";
      if (char === until && depth === 0) return;
      if (readOne(rules, writer)) continue;
      if (/[{(]/.test(char)) depth += 1;
      if (/[})]/.test(char)) depth -= 1;
      writer.code(Math.min(writer.at + 1, text.length));
      if (char === "\n") heredocs.readBodies();
    }
  };

  const rules: Rule[] = [
    ...lexis.blockComments.map(([open, close]) => ({
      open: new RegExp(open, "y"),
      read: (opened: RegExpExecArray) =>
        writer.comment(endOfComment(writer, open, opened, close, lexis.isNesting === true)),
    })),
    ...lexis.lineComments.map((open) => ({
      open: new RegExp(open, "y"),
      read: () => writer.comment(lineEnd(writer)),
    })),
    ...(lexis.heredoc === undefined
      ? []
      : [{ open: new RegExp(lexis.heredoc, "y"), read: (opened: RegExpExecArray) => heredocs.add(opened) }]),
    ...lexis.strings.map((syntax) => ({
      open: new RegExp(syntax.open, "y"),
      read: (opened: RegExpExecArray) => readLiteral(writer, syntax, opened, readCode),
    })),
    ...(lexis.hasRegex ? [{ open: /\//y, read: () => readSlash(writer) }] : []),
  ];
  const special = new RegExp(
    [...rules.map(({ open }) => withoutNames(open.source)), "[{}()\\n]"].join("|"),
    "g",
  );

  readCode();
  return writer.mask();
}

function readOne(rules: readonly Rule[], { at, text }: MaskWriter): boolean {
  for (const { open, read } of rules) {
    open.lastIndex = at;
    const opened = open.exec(text);
    if (!opened) continue;
    read(opened);
    return true;
  }
  return false;
}

function readSlash(writer: MaskWriter): void {
  const end = regexEnd(writer);
  if (end === undefined) writer.code(writer.at + 1);
  else writer.hidden(end);
}

function lineEnd({ text, at }: MaskWriter): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

/** In a union the groups have other numbers, so what refers to them must match anything. */
function withoutNames(source: string): string {
  return source.replace(/\(\?<end>/g, "(?:").replace(/\\1/g, "");
}

import type { Edit, Node } from "jsonc-parser";

/** How a text is laid out. */
export interface Layout {
  lineBreak: string;
  /** One step of indentation. */
  step: string;
}

/** Puts an item after the last one of an object or a list, laid out as the others are. */
export function appendItem(text: string, container: Node, item: string, layout: Layout): Edit[] {
  const last = container.children?.at(-1);
  const close = endOf(container) - 1;
  const after = last ? endOf(last) : container.offset + 1;
  const comma = commaBetween(text, after, close);
  // A comment behind the last item belongs to that item.
  const line = restOfLine(text, comma === undefined ? after : comma + 1, close);
  const isOnLineOfItsOwn = last
    ? startsLine(text, last) || line.isEndedByComment
    : text.slice(line.end, close).includes("\n");
  const gap = isOnLineOfItsOwn
    ? layout.lineBreak +
      (last && startsLine(text, last) ? indentAt(text, last) : inner(text, container, layout))
    : gapInLine(text, container, line.end);
  const inserted = `${gap}${item}${comma === undefined ? "" : ","}`;
  if (!last || comma !== undefined) return [insert(line.end, inserted)];
  if (line.end === after) return [insert(after, `,${inserted}`)];
  return [insert(after, ","), insert(line.end, inserted)];
}

/** Takes an item out, with its comma, and with its line where nothing else stands there. */
export function removeItem(text: string, container: Node, item: Node): Edit[] {
  const children = container.children ?? [];
  const index = children.indexOf(item);
  const next = children[index + 1];
  const previous = children[index - 1];
  const comma = commaBetween(text, endOf(item), next?.offset ?? endOf(container) - 1);
  const end = comma === undefined ? endOf(item) : comma + 1;
  const range = withSpace(text, item, end, next === undefined);
  const commaBefore =
    comma === undefined && previous ? commaBetween(text, endOf(previous), item.offset) : undefined;
  return [...(commaBefore === undefined ? [] : [remove(commaBefore, commaBefore + 1)]), range];
}

/** The spaces at the beginning of the line in which a node starts. */
export function indentAt(text: string, { offset }: Node): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

/** Whether nothing stands before a node in its line. */
export function startsLine(text: string, { offset }: Node): boolean {
  const start = lineStart(text, offset);
  return start > 0 && text.slice(start, offset).trim() === "";
}

function inner(text: string, container: Node, { step }: Layout): string {
  return indentAt(text, container) + step;
}

/** Between two items of one line, as the last two have it. */
function gapInLine(text: string, { offset, children = [] }: Node, end: number): string {
  const [beforeLast, last] = children.slice(-2);
  if (beforeLast && last) return /\s*$/.exec(text.slice(endOf(beforeLast), last.offset))?.[0] ?? "";
  return end === offset + 1 ? "" : " ";
}

function withSpace(text: string, item: Node, end: number, isLast: boolean): Edit {
  const spacesAfter = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const endsLine = /^(\r?\n|$)/.test(text.slice(end + spacesAfter, end + spacesAfter + 2));
  if (startsLine(text, item) && endsLine) {
    const breakLength = text[lineStart(text, item.offset) - 2] === "\r" ? 2 : 1;
    return remove(lineStart(text, item.offset) - breakLength, end + spacesAfter);
  }
  if (!isLast) return remove(item.offset, end + spacesAfter);
  const spacesBefore = /[ \t]*$/.exec(text.slice(lineStart(text, item.offset), item.offset))?.[0].length ?? 0;
  return remove(item.offset - spacesBefore, end);
}

function commaBetween(text: string, from: number, to: number): number | undefined {
  return tokens(text, from, to).find(({ token }) => token === ",")?.start;
}

/** Where the last thing in a line ends. */
function restOfLine(text: string, from: number, to: number): { end: number; isEndedByComment: boolean } {
  const all = tokens(text, from, to);
  const lineEnd = all.findIndex(({ token }) => token.endsWith("\n"));
  const last = (lineEnd === -1 ? all : all.slice(0, lineEnd)).at(-1);
  return {
    end: last ? last.start + last.token.length : from,
    isEndedByComment: last?.token.startsWith("//") ?? false,
  };
}

/** What may stand between two items: comments, commas and line breaks. */
function tokens(text: string, from: number, to: number) {
  const found = text.slice(from, to).matchAll(/\/\/[^\r\n]*|\/\*[^]*?\*\/|,|\r?\n/g);
  return [...found].map(({ 0: token, index }) => ({ token, start: from + index }));
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function insert(offset: number, content: string): Edit {
  return { offset, length: 0, content };
}

function remove(from: number, to: number): Edit {
  return { offset: from, length: to - from, content: "" };
}

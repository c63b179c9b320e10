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
  const place = endOfTokens(text, comma === undefined ? after : comma + 1, close, {
    inLine: last !== undefined,
  });
  const indent = indentOfNew(text, container, layout, place);
  const gap = indent === undefined ? gapInLine(text, container, place.end) : layout.lineBreak + indent;
  const inserted = `${gap}${item}${comma === undefined ? "" : ","}`;
  if (!last || comma !== undefined) return [insert(place.end, inserted)];
  if (place.end === after) return [insert(after, `,${inserted}`)];
  return [insert(after, ","), insert(place.end, inserted)];
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

/** The indentation of an item that gets a line of its own. */
function indentOfNew(
  text: string,
  container: Node,
  { step }: Layout,
  place: { end: number; isInComment: boolean },
): string | undefined {
  const last = container.children?.at(-1);
  if (last && startsLine(text, last)) return indentAt(text, last);
  const isSpread = !last && text.slice(place.end, endOf(container)).includes("\n");
  return place.isInComment || isSpread ? indentAt(text, container) + step : undefined;
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
  if (!isLast || startsLine(text, item)) return remove(item.offset, end + spacesAfter);
  const spacesBefore = /[ \t]*$/.exec(text.slice(lineStart(text, item.offset), item.offset))?.[0].length ?? 0;
  return remove(item.offset - spacesBefore, end);
}

function commaBetween(text: string, from: number, to: number): number | undefined {
  return tokens(text, from, to).find(({ token }) => token === ",")?.start;
}

/** Where the last comment or comma ends, in the first line or in all of a range. */
function endOfTokens(text: string, from: number, to: number, { inLine }: { inLine: boolean }) {
  const all = tokens(text, from, to);
  const lineEnd = inLine ? all.findIndex(isLineBreak) : -1;
  const last = (lineEnd === -1 ? all : all.slice(0, lineEnd)).findLast((each) => !isLineBreak(each));
  return {
    end: last ? last.start + last.token.length : from,
    isInComment: last?.token.startsWith("//") ?? false,
  };
}

function isLineBreak({ token }: { token: string }): boolean {
  return token.endsWith("\n") && token.trim() === "";
}

/** What may stand between two items: comments, commas and line breaks. */
function tokens(text: string, from: number, to: number) {
  const found = text.slice(from, to).matchAll(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\/|,|\r?\n/g);
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

import { BACKSLASH_CODE, BELL_CODE, type CODE, ESC_CODE, parse, ST_CODE } from "@ansi-tools/parser";
import { ScreenLine } from "./screen-line.js";
import { csiMoves, escMoves, otherScreens, type ScreenCursor } from "./screen-moves.js";

/** How far up a terminal's cursor can go. */
const screenRows = 50;
/** In characters; what is longer leaves the screen in pieces, as a terminal wraps it. */
const longestLine = 10_000;
const largestCount = 999;

interface Place {
  row: number;
  column: number;
  isNamed?: boolean | undefined;
}

export interface TerminalScreen {
  /** @param text with whole control sequences */
  write(text: string): void;
  /** What has not left the screen yet. */
  text(): string;
}

/**
 * A terminal without a width and with lines that end at `\n` alone: carriage returns, backspaces and cursor
 * movements overwrite, colours, titles and links are dropped, and a cleared screen stays above the new one.
 *
 * @param onText takes what can no longer be changed, in order
 */
export function createTerminalScreen(onText: (text: string) => void): TerminalScreen {
  let lines = [new ScreenLine()];
  /** Of the first row that belongs to the screen, since it was cleared. */
  let page = 0;
  let at: Place = { row: 0, column: 0 };
  let saved = at;

  const top = () => Math.max(page, lines.length - screenRows);
  const line = () => lines[at.row] ?? new ScreenLine();
  const letGo = (count: number) => {
    const gone = lines.splice(0, count);
    if (gone.length > 0) onText(gone.map((one) => `${one.text()}\n`).join(""));
    page = Math.max(0, page - count);
    at.row -= count;
    saved = { row: Math.max(0, saved.row - count), column: saved.column };
  };
  const goTo = (row: number, column: number, isNamed = false) => {
    while (lines.length <= row) lines.push(new ScreenLine());
    at = { row, column, isNamed };
    if (lines.length > 4 * screenRows) letGo(lines.length - screenRows);
  };
  const cursor: ScreenCursor = {
    get row() {
      return at.row - top();
    },
    get column() {
      return at.column;
    },
    get isNamed() {
      return at.isNamed === true;
    },
    moveTo(row, column, isNamed) {
      goTo(
        top() + Math.min(row, screenRows - 1),
        Math.min(column, Math.max(at.column, largestCount)),
        isNamed,
      );
    },
    newline() {
      goTo(at.row + 1, 0);
    },
    clearScreen() {
      const isEmpty = (lines.at(-1)?.length ?? 0) === 0;
      goTo(isEmpty ? lines.length - 1 : lines.length, 0);
      page = at.row;
    },
    eraseBelow() {
      line().erase(at.column, Number.POSITIVE_INFINITY);
      lines.length = at.row + 1;
    },
    eraseInLine: (start, end) => line().erase(start, end),
    deleteInLine: (count) => line().delete(at.column, count),
    save() {
      saved = at;
    },
    restore() {
      goTo(Math.max(top(), saved.row), saved.column);
    },
  };

  function print(text: string) {
    if (text === "") return;
    at = { row: at.row, column: line().write(at.column, text) };
    if (line().length <= longestLine) return;
    letGo(at.row);
    onText(line().text());
    lines = [new ScreenLine(), ...lines.slice(1)];
    at = { row: 0, column: 0 };
  }

  function show(text: string) {
    let from = 0;
    for (const { index, 0: control } of text.matchAll(controls)) {
      print(text.slice(from, index));
      from = index + 1;
      if (control === "\r") at = { row: at.row, column: 0 };
      else if (control === "\b") at = { row: at.row, column: Math.max(0, at.column - 1) };
      else if (newlines.includes(control)) cursor.newline();
    }
    print(text.slice(from));
  }

  function obey(code: CODE) {
    if (code.type === "TEXT") return show(code.raw);
    if (code.type === "CSI") {
      const counts = code.params.map((count) => Math.min(largestCount, Number(count) || 0));
      return csiMoves.get(code.command)?.(cursor, counts);
    }
    if (code.type === "ESC") return escMoves.get(code.command)?.(cursor, []);
    if (code.type === "DEC" && code.params.some((mode) => otherScreens.includes(mode))) cursor.clearScreen();
    // A text that never ends would swallow all that follows.
    else if (isOpen(code)) show(afterFirstLine(code.raw));
  }

  return {
    write(text) {
      if (sequence.test(text)) for (const code of parse(text)) obey(code);
      else show(text);
    },
    text: () => lines.map((one) => one.text()).join("\n"),
  };
}

/** All but the tab, which formats are told by; a byte order mark shows nothing. */
const controls = /[^\P{Cc}\t]|\ufeff/gu;
const newlines = ["\n", "\v", "\f", "\u0085"];
const sequence = /[^\P{Cc}\t\n\r\b]/u;
const textEnds = [BELL_CODE, ST_CODE, ESC_CODE + BACKSLASH_CODE];

function isOpen({ type, raw }: CODE): boolean {
  const isText = type === "OSC" || type === "DCS" || type === "STRING";
  return isText && !textEnds.some((end) => raw.endsWith(end));
}

function afterFirstLine(text: string): string {
  const end = text.indexOf("\n");
  return end < 0 ? "" : text.slice(end);
}

/** What a control sequence may do to a screen. Rows count from the top of the screen, columns from 0. */
export interface ScreenCursor {
  readonly row: number;
  readonly column: number;
  /** It was put there by the name of its place, and nothing has moved it since. */
  readonly isNamed: boolean;
  /** Moves within the screen; rows that are missing are added. */
  moveTo(row: number, column: number, isNamed?: boolean): void;
  newline(): void;
  /** What stands on the screen stays readable above; the cursor goes to an empty screen below. */
  clearScreen(): void;
  /** Removes what follows the cursor on the screen. */
  eraseBelow(): void;
  eraseInLine(start: number, end: number): void;
  deleteInLine(count: number): void;
  save(): void;
  restore(): void;
}

/** @param counts the parameters, at most 999; a missing one is `undefined` */
export type Move = (cursor: ScreenCursor, counts: readonly (number | undefined)[]) => void;

const by =
  (rows: -1 | 0 | 1, columns: -1 | 0 | 1, isAtStart = false): Move =>
  (cursor, [count]) => {
    const times = count || 1;
    const column = isAtStart ? 0 : Math.max(0, cursor.column + columns * times);
    cursor.moveTo(Math.max(0, cursor.row + rows * times), column);
  };

const toColumn: Move = (cursor, [column]) => cursor.moveTo(cursor.row, (column || 1) - 1);
const toRow: Move = (cursor, [row]) => cursor.moveTo((row || 1) - 1, cursor.column);
const toPlace: Move = (cursor, [row, column]) => cursor.moveTo((row || 1) - 1, (column || 1) - 1, true);

const eraseDisplay: Move = (cursor, [what = 0]) => {
  const isHome = cursor.isNamed && cursor.row === 0 && cursor.column === 0;
  if (what >= 2 || (what === 0 && isHome)) cursor.clearScreen();
  else if (what === 0) cursor.eraseBelow();
};

const eraseLine: Move = (cursor, [what = 0]) =>
  cursor.eraseInLine(
    what === 0 ? cursor.column : 0,
    what === 1 ? cursor.column + 1 : Number.POSITIVE_INFINITY,
  );

/** By the letter that ends a `CSI` sequence. What is not here changes colours or keys, and no text. */
export const csiMoves: ReadonlyMap<string, Move> = new Map([
  ["A", by(-1, 0)],
  ["B", by(1, 0)],
  ["C", by(0, 1)],
  ["D", by(0, -1)],
  ["E", by(1, 0, true)],
  ["F", by(-1, 0, true)],
  ["G", toColumn],
  ["`", toColumn],
  ["d", toRow],
  ["H", toPlace],
  ["f", toPlace],
  ["J", eraseDisplay],
  ["K", eraseLine],
  ["P", (cursor, [count]) => cursor.deleteInLine(count || 1)],
  ["X", (cursor, [count]) => cursor.eraseInLine(cursor.column, cursor.column + (count || 1))],
  ["s", (cursor) => cursor.save()],
  ["u", (cursor) => cursor.restore()],
]);

/** By the letter that follows `ESC`. */
export const escMoves: ReadonlyMap<string, Move> = new Map([
  ["7", (cursor: ScreenCursor) => cursor.save()],
  ["8", (cursor: ScreenCursor) => cursor.restore()],
  ["D", by(1, 0)],
  ["E", (cursor: ScreenCursor) => cursor.newline()],
  ["M", by(-1, 0)],
  ["c", (cursor: ScreenCursor) => cursor.clearScreen()],
]);

/** The other screen that editors and menus take, by its private mode. */
export const otherScreens: readonly string[] = ["47", "1047", "1049"];

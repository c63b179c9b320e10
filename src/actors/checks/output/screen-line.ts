/** A line that grows at its end as one text, and is held in cells from where it is first overwritten. */
export class ScreenLine {
  #text = "";
  #cells: string[] | undefined;

  /** In characters, about. */
  get length(): number {
    return this.#cells?.length ?? this.#text.length;
  }

  text(): string {
    return this.#cells?.join("") ?? this.#text;
  }

  /** @returns the column behind what was written */
  write(column: number, text: string): number {
    if (!this.#cells && column === this.#text.length && !astral.test(text)) {
      this.#text += text;
      return this.#text.length;
    }
    const cells = this.#toCells(column);
    let at = column;
    for (const character of text) cells[at++] = character;
    return at;
  }

  /** Blanks what is between two columns; what is at the line's end goes. */
  erase(start: number, end: number): void {
    if (start >= this.length) return;
    const cells = this.#toCells(0);
    if (end >= cells.length) cells.length = start;
    else cells.fill(" ", start, end);
  }

  delete(column: number, count: number): void {
    if (column < this.length) this.#toCells(0).splice(column, count);
  }

  #toCells(atLeast: number): string[] {
    this.#cells ??= [...this.#text];
    this.#text = "";
    while (this.#cells.length < atLeast) this.#cells.push(" ");
    return this.#cells;
  }
}

/** One cell each, and two units of a string. */
const astral = /[\ud800-\udfff]/;

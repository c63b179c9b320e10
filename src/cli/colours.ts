const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

/** Paints text, or leaves it as it is where colours are off. */
export type Colours = Record<keyof typeof codes, (text: string) => string> & { areOn: boolean };

/** Colours for a terminal that can show them and a user who has not set `NO_COLOR`. */
export function colours(stream: { isTTY?: boolean }): Colours {
  const { NO_COLOR, TERM } = process.env;
  const areOn = stream.isTTY === true && !NO_COLOR && TERM !== "dumb";
  const painters = Object.entries(codes).map(([name, code]) => [
    name,
    (text: string) => (areOn ? `${escapeCharacter}[${code}m${text}${escapeCharacter}[0m` : text),
  ]);
  return { ...Object.fromEntries(painters), areOn };
}

const escapeCharacter = String.fromCharCode(27);
const sequences = new RegExp(`${escapeCharacter}\\[[0-9;]*m`, "g");

/** Text without colours. */
export function plain(text: string): string {
  return text.replaceAll(sequences, "");
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
/** Controls but tab and line feed, and what changes the direction of the text around it. */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** A text as it may be shown: without terminal colours, and with nothing in it that acts on what is around it. */
export function printable(text: string): string {
  return text
    .replace(escapes, "")
    .replaceAll("\r\n", "\n")
    .replace(invisible, (character) =>
      character === "\n" || character === "\t"
        ? character
        : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

import { plain } from "../colours.js";

/** A paragraph whose lines are indented and no wider than the terminal; a word that is wider stays whole. */
export function hanging(text: string, indent: number, width: number | undefined): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && width !== undefined && indent + plain(longer).length > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line].map((each) => " ".repeat(indent) + each).join("\n");
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A text in lines of at most `width` characters, as people see them. */
export function wrap(text, width) {
  if (width < 1) throw new RangeError(`a width of ${width} holds nothing`);
  return text
    .split("\n")
    .flatMap((line) => wrapLine(line, width))
    .join("\n");
}

function wrapLine(line, width) {
  const indentation = /^\s*/.exec(line.trimEnd())[0];
  const room = Math.max(1, width - indentation.length);
  const lines = [];
  let current = "";
  for (const [, space, word] of line.slice(indentation.length).matchAll(/(\s*)(\S+)/g)) {
    if (current && lengthOf(current + space + word) <= room) {
      current += space + word;
      continue;
    }
    if (current) lines.push(current);
    const pieces = piecesOf(word, room);
    current = pieces.pop();
    lines.push(...pieces);
  }
  if (current || lines.length === 0) lines.push(current);
  return lines.map((one) => (one ? indentation + one : one));
}

function piecesOf(word, size) {
  const characters = charactersOf(word);
  const pieces = [];
  for (let start = 0; start < characters.length; start += size) {
    pieces.push(characters.slice(start, start + size).join(""));
  }
  return pieces;
}

function lengthOf(text) {
  return charactersOf(text).length;
}

function charactersOf(text) {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Rows of fields, after RFC 4180. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  let field = "";
  let isQuoted = false;
  let isOpen = false;
  const endRow = () => {
    rows.push([...row, field]);
    row = [];
    field = "";
    isOpen = false;
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text[index + 1] === '"') {
        field += '"';
        index++;
      } else isQuoted = false;
      continue;
    }
    if (character === "\r" && text[index + 1] === "\n") continue;
    if (character === "\n") {
      endRow();
      continue;
    }
    isOpen = true;
    if (character === '"') isQuoted = true;
    else if (character === ",") {
      row.push(field);
      field = "";
    } else field += character;
  }
  if (isQuoted) throw new SyntaxError("a quote is never closed");
  if (isOpen) endRow();
  return rows;
}

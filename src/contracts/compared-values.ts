/**
 * A message without the values that it compares: dumps of objects and lists, diffs, and what stands behind
 * `left:` and `right:` or `expected:` and `actual:` become `<value>`. Takes one line or many.
 */
export function withoutComparedValues(message: string): string {
  return withoutDumps(message.replace(diff, " <value>").replace(pair, "$1: <value>"));
}

/** A diff goes on to the end of a message. */
const diff =
  /(?:^|\s)(?:- Expected\s+(?:-\s*\d+\s+)?\+ Received\b|\+ Received\s+(?:\+\s*\d+\s+)?- Expected\b|\+ actual - expected|--- ?expected\s+\+\+\+ ?actual|- actual, \+ expected|@@ [-+\d, ]*@@)[\s\S]*/i;

/** Two labels, so that a sentence with a colon is not one. */
const pair =
  /(?<![\w"'])(left|expected|want|actual|received|got)\s*:\s[\s\S]*?(?<![\w"'])(?:right|expected|wanted|actual|received|got|but was)\s*:(?:\s[\s\S]*)?$/i;

const cut = /\.\.\.(?! ?\d+ more)|…/g;

/** A bracket that is never closed opens a dump that was cut, or it is a word of the message. */
function withoutDumps(message: string): string {
  const ends = closedBrackets(message);
  const cuts = [...message.matchAll(cut)].map((match) => match.index + match[0].length - 1);
  let text = "";
  let at = 0;
  while (at < message.length) {
    const end = isOpening(message[at]) ? (ends.get(at) ?? cuts.find((end) => end > at)) : undefined;
    if (end === undefined || isName(message.slice(at + 1, end))) text += message[at];
    else text += "<value>";
    at = (end === undefined || isName(message.slice(at + 1, end)) ? at : end) + 1;
  }
  return text;
}

/** `[ERR_ASSERTION]` names an error. */
function isName(inside: string): boolean {
  return /^[A-Za-z][\w-]*$/.test(inside);
}

function isOpening(character: string | undefined): boolean {
  return character === "{" || character === "[";
}

function closedBrackets(message: string): Map<number, number> {
  const open: number[] = [];
  const ends = new Map<number, number>();
  for (let at = 0; at < message.length; at += 1) {
    if (isOpening(message[at])) open.push(at);
    else if (message[at] === "}" || message[at] === "]") {
      const start = open.pop();
      if (start !== undefined) ends.set(start, at);
    }
  }
  return ends;
}

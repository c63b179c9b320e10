import type { SourceLine } from "./source-line.js";

/** Marks what stands in the body of a loop that goes on until its body ends it. Indentation tells where that is. */
export function markLoops(lines: readonly SourceLine[]): void {
  const open: { indent: number; header: string }[] = [];
  for (const line of lines) {
    if (line.code.trim() === "") continue;
    const indent = line.code.search(/\S/);
    while (indent <= (open.at(-1)?.indent ?? -1)) open.pop();
    const header = open.at(-1)?.header;
    if (header !== undefined) line.loop = header;
    if (isLoopHeader(line.code)) open.push({ indent, header: line.code });
  }
}

/** Also `for` with a condition; not one that goes through a collection or a range. */
export function isLoopHeader(code: string): boolean {
  return (
    /^\s*(?:\w+:\s*)?(?:while|until|loop|do|repeat)\b/.test(code) ||
    (/^\s*for\b/.test(code) && !through.test(code))
  );
}

const through = /\b(?:in|of|range|each|as)\b|\(\s*(?:final\s+|const\s+)?[\w<>[\], *&]+\s:\s|<-/;

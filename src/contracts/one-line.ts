/** Text on one line of at most `limit` characters. */
export function oneLine(text: string, limit = 160): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line;
}

/** A user's quotes around the words, or those of a command line, which escapes the quotes inside. */
export function unquote(text: string): string {
  if (text.length < 2 || !/^(["'])[\s\S]*\1$/.test(text)) return text;
  const inner = text.slice(1, -1);
  return (text.startsWith('"') ? inner.replaceAll('\\"', '"') : inner).trim();
}

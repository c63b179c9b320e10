/** The examples below a command's help: what to type, and what it does. */
export function examples(...lines: readonly (readonly [string, string?])[]): string {
  const width = Math.max(...lines.filter(([, what]) => what).map(([words]) => words.length));
  const rows = lines.map(([words, what]) => `  ${what ? `${words.padEnd(width)}  ${what}` : words}`);
  return ["", "Examples:", ...rows].join("\n");
}

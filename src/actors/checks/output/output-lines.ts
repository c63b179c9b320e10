import { terminalText } from "./terminal-text.js";

const maxLines = 20_000;

/**
 * The lines of an output as a terminal shows them. The first and the last 10,000, since some formats are read by
 * looking around every line.
 */
export function outputLines(output: string): string[] {
  const all = terminalText(output).split("\n");
  const half = maxLines / 2;
  const lines = all.length > maxLines ? [...all.slice(0, half), ...all.slice(-half)] : all;
  return lines.map((line) => line.trimEnd());
}

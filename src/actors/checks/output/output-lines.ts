import { stripAnsi } from "../../../contracts/error-fingerprint.js";

const maxLines = 20_000;

/**
 * The lines of an output as a terminal would show them: without colours, with the last of what a carriage return
 * overwrote. The first and the last 10,000, since some formats are read by looking around every line.
 */
export function outputLines(output: string): string[] {
  const all = stripAnsi(decoded(output)).split(/\r?\n/);
  const half = maxLines / 2;
  const lines = all.length > maxLines ? [...all.slice(0, half), ...all.slice(-half)] : all;
  return lines.map((line) => overwritten(line).replace(controls, "").trimEnd());
}

const controls = /[^\P{Cc}\t]/gu;

/** UTF-16 that was read as UTF-8 has a zero in every second place, and two bytes that say so before it. */
function decoded(output: string): string {
  return output.replaceAll("\0", "").replace(/^\ufffd\ufffd|\ufeff/g, "");
}

function overwritten(line: string): string {
  const text = line.replace(/\r+$/, "");
  return text.slice(text.lastIndexOf("\r") + 1);
}

import type { SourceLine } from "../source/source-line.js";

/** Whether what a line says is told to a person only: the text of an error, a log, an assertion. */
export function isMessage({ code, opener, inside }: SourceLine): boolean {
  return told.test(code) || (inside !== "{" && told.test(opener));
}

/** What writes a log or an error, but not what prints a result. */
export function isLog(code: string): boolean {
  return logs.test(code);
}

const logs =
  /\b(?:console\.(?:error|warn|info|debug|trace)|log(?:ger|ging)?\s*(?:\.|->|::|\()|slog\.|tracing::|(?:warn|warning|debug|trace|eprint|eprintln|dbg|error_log|trigger_error|NSLog|assert\w*)!?\s*\(|\$stderr|sys\.stderr|os\.Stderr|System\.err|Logger\b)/i;
const told = new RegExp(
  `${logs.source}|${String.raw`\b(?:throw|raise|panic!?|die|abort|fail|bail!|anyhow!|ensure!|unreachable!|todo!|unimplemented!|expect|[Ee]rrors?\.new|Errorf|wrap|[A-Z]\w*(?:Error|Exception)|Error)\b`}`,
  "i",
);

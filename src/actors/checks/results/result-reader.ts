import type { TestReport } from "./test-report.js";

/** Reads one format. It gives nothing for another one's text, and throws where its own is cut or malformed. */
export type ResultReader = (text: string) => TestReport | undefined;

/** Results that cannot be read whole. What was read of them is no result. */
export class ResultsError extends Error {
  override name = "ResultsError";
}

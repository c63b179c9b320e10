import { type ParseError, printParseErrorCode } from "jsonc-parser";

/** What is wrong with a JSON text, and in which line. */
export function describeJsonError(text: string, { error, offset }: ParseError): string {
  return `${printParseErrorCode(error)} in line ${text.slice(0, offset).split("\n").length}`;
}

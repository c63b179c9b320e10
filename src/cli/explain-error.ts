import { CommanderError } from "commander";
import { errorWords } from "../contracts/error-words.js";
import { colours, plain } from "./colours.js";
import { CommandError } from "./command-error.js";
import { exitCodes } from "./exit-codes.js";

/** Prints what went wrong. @returns the exit code */
export function explainError(error: unknown, { isJson }: { isJson: boolean }): number {
  if (error instanceof CommanderError) {
    // Commander has already written its words.
    if (error.exitCode === 0) return 0;
    if (isJson) writeJson(error.message.replace(/^error: /, ""));
    return exitCodes.usage;
  }
  const { message, exitCode } = read(error);
  if (isJson) writeJson(message);
  else console.error(`${colours(process.stderr).red("error:")} ${message}`);
  return exitCode;
}

const mistakesOfOurs = [TypeError, ReferenceError, RangeError, SyntaxError];

function read(error: unknown): { message: string; exitCode: number } {
  if (error instanceof CommandError) return error;
  const isOurs = mistakesOfOurs.some((kind) => error instanceof kind);
  return { message: (isOurs && (error as Error).stack) || errorWords(error), exitCode: 1 };
}

function writeJson(message: string): void {
  console.log(JSON.stringify({ error: plain(message) }, null, 2));
}

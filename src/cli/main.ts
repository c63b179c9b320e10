#!/usr/bin/env node
import { explainError } from "./explain-error.js";
import { createProgram } from "./program.js";

const program = createProgram();
const words = process.argv.slice(2);

// What reads the output may have read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  if (words.length === 0) program.outputHelp();
  else await program.parseAsync(words, { from: "user" });
} catch (error) {
  process.exitCode = explainError(error, { isJson: words.includes("--json") });
}

import type { RunCommand } from "./command-call.js";
import { runOpencode } from "./opencode-process.js";

/** `opencode run --command`, which shows the lines and ends with the turn. */
export const inOpencode1: RunCommand = ({ command, text, model, ...call }) =>
  runOpencode({
    ...call,
    // OpenCode puts quotes around an argument with spaces and escapes those inside it. Words come through as they are.
    args: ["run", "--command", command, ...(model ? ["--model", model] : []), "--", ...wordsOf(text)],
  });

function wordsOf(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

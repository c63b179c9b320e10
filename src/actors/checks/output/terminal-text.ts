import { createTerminalScreen } from "./terminal-screen.js";

/** What a terminal shows of an output, and all that has scrolled out of it. */
export function terminalText(output: string): string {
  if (!movesOrHides.test(output)) return output;
  const parts: string[] = [];
  const screen = createTerminalScreen((text) => parts.push(text));
  screen.write(output);
  return parts.join("") + screen.text();
}

const movesOrHides = /[^\P{Cc}\t\n]|\ufeff/u;

import { posix } from "node:path";
import type { ScriptCommand } from "./read-script.js";
import { runnerOf } from "./test-runners.js";

/**
 * Files of the project that checks run as programs, like `check.js` of `node check.js` or `scripts/test.sh`, relative
 * to the worktree: they are a part of the check.
 */
export function ownPrograms(commands: readonly Pick<ScriptCommand, "words" | "folder">[]): string[] {
  return commands.flatMap(({ words, folder = "" }) => {
    const program = programOf(words);
    if (program === undefined || program.startsWith("/")) return [];
    const path = posix.normalize(posix.join(folder, program));
    return path.startsWith("..") || path.includes("node_modules/") ? [] : [path];
  });
}

const interpreters =
  /^(?:node|bun|deno|tsx|ts-node|python[\d.]*|ruby|perl|php|sh|bash|zsh|dash|lua|Rscript|osascript|pwsh|java)$/;

function programOf(words: readonly string[]): string | undefined {
  const [tool = "", ...rest] = words;
  if (!interpreters.test(posix.basename(tool))) return tool.includes("/") ? tool : undefined;
  // What a test runner is given is what it tests.
  if (runnerOf({ words: [...words] }) !== undefined) return undefined;
  const first = rest.find((word) => !word.startsWith("-") && word !== "run");
  return first !== undefined && /\.\w+$|\//.test(first) ? first : undefined;
}

import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import type { ScriptCommand } from "./read-script.js";
import { runnerOf } from "./test-runners.js";

type Command = Pick<ScriptCommand, "words" | "folder">;

/**
 * Files of the project that checks run as programs, like `check.js` of `node check.js` or `scripts/test.sh`, relative
 * to the worktree: they are a part of the check. Also those that a makefile or its kin names.
 *
 * @param worktree absolute
 */
export async function ownPrograms(commands: readonly Command[], worktree: string): Promise<string[]> {
  const built = await Promise.all(commands.map((command) => programsOfBuild(command, worktree)));
  return [...new Set([...calledPrograms(commands), ...built.flat()])];
}

const buildFiles: Readonly<Record<string, readonly string[]>> = {
  make: ["GNUmakefile", "makefile", "Makefile"],
  gmake: ["GNUmakefile", "makefile", "Makefile"],
  just: ["justfile", "Justfile", ".justfile"],
  task: ["Taskfile.yml", "Taskfile.yaml"],
};

async function programsOfBuild({ words, folder = "" }: Command, worktree: string): Promise<string[]> {
  const names = buildFiles[posix.basename(words[0] ?? "")] ?? [];
  const texts = await Promise.all(
    names.map((name) => readFile(join(worktree, folder, name), "utf8").catch(() => "")),
  );
  const lines = texts.join("\n").split(/[\n;&|]+/);
  return calledPrograms(
    lines.map((line) => ({
      words: line
        .trim()
        .replace(/^[@+-]+/, "")
        .split(/\s+/),
      folder,
    })),
  );
}

/** Those that stand in the commands themselves. */
export function calledPrograms(commands: readonly Command[]): string[] {
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

import { stat } from "node:fs/promises";
import { join, posix } from "node:path";
import type { Check } from "../../../contracts/check.js";
import type { ScriptCommand } from "../script/read-script.js";
import { runnerOf } from "../script/test-runners.js";
import { changesEverything } from "./changes-everything.js";
import { rewrittenCommand } from "./rewritten-command.js";
import { relatedRunners } from "./runners.js";

const mostFiles = 50;

/**
 * The command that runs only those tests of a check that are related to changed files, in place of the check's own.
 * Its failures are failures of the check; that it passes proves nothing.
 *
 * `undefined` where there is no such command or it would not be worth it: the check's runner cannot select tests, no
 * changed file leads to a test, a configuration changed, or more than half of the tests are related.
 *
 * @param commands what the check's command leads to
 * @param changedFiles relative to the worktree with `/`; deleted files are among them
 * @param worktree absolute
 */
export async function relatedTests(
  { command }: Check,
  commands: readonly ScriptCommand[],
  changedFiles: readonly string[],
  worktree: string,
): Promise<string | undefined> {
  const [script, another] = commands.filter((other) => runnerOf(other) !== undefined);
  if (!script || another || commands.some(({ isRepeated }) => isRepeated)) return undefined;
  if (script.isPiped || script.words.some((word) => isExpandedOtherwise(word, script))) return undefined;
  const runner = relatedRunners[runnerOf(script) ?? ""];
  if (!runner || runner.unless?.test(script.words.join(" "))) return undefined;
  if (changedFiles.some(changesEverything)) return undefined;
  const inFolder = changedFiles.map((file) => posix.relative(script.folder ?? "", file));
  const followed = inFolder.filter((file) => !file.startsWith("../") && runner.follows.test(file));
  if (followed.length === 0 || followed.length > mostFiles || !followed.every(isPlain)) return undefined;
  const folder = join(worktree, script.folder ?? "");
  const isThere = await Promise.all(followed.map((file) => isFile(join(folder, file))));
  const ways = await runner.select({
    folder,
    words: script.words,
    changed: followed.filter((_, at) => isThere[at]),
    deleted: followed.filter((_, at) => !isThere[at]),
  });
  for (const words of ways) {
    const rewritten = await rewrittenCommand({ command, commands, script, words, worktree });
    if (rewritten !== undefined) return rewritten;
  }
  return undefined;
}

/** Without quotes, `**` is for most shells what `*` is. */
function isExpandedOtherwise(word: string, { raw }: ScriptCommand): boolean {
  return word.includes("**") && !raw.includes(`'${word}'`) && !raw.includes(`"${word}"`);
}

/** Runners take other names for options, globs or places in a file. */
function isPlain(file: string): boolean {
  return !/^-|[*?[\]{}!:\\\n]/.test(file);
}

async function isFile(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info?.isFile() === true;
}

import type { Check } from "../../contracts/check.js";
import { onlyReads, writesFiles } from "./script/file-writers.js";
import type { ScriptCommand } from "./script/read-script.js";

/**
 * A test for the paths that differ after a check: whether the check wrote them, or someone who saved a file meanwhile.
 * Nobody can see who wrote a file, so the words of the check and the names of the files decide.
 */
export function isWrittenBy({ name }: Check, commands: readonly ScriptCommand[]): (path: string) => boolean {
  const isWriter = writesFiles(commands) || (rewriting.test(name) && !onlyReads(commands));
  return (path) => isWriter || generated.test(path);
}

const rewriting = /lint|format|fmt|fix|style|prettier/i;

const generated = new RegExp(
  [
    String.raw`(?:^|/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.(?:sum|mod)|bun\.lockb|next-env\.d\.ts|[^/]*\.lock)$`,
    String.raw`\.(?:snap|snapshot|tsbuildinfo|lcov|ambr|approved\.\w+)$`,
    String.raw`(?:^|/)(?:__snapshots__|coverage|htmlcov|dist|build|out|target|\.nyc_output|\.cache)/`,
  ].join("|"),
);

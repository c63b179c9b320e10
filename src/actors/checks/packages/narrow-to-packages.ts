import type { Check } from "../../../contracts/check.js";
import { rewrittenCommand } from "../related/rewritten-command.js";
import type { ScriptCommand } from "../script/read-script.js";
import { isWithin, ownerOf } from "./affected-packages.js";
import type { FilterContext, Narrowing } from "./package-filter.js";
import { packageFilters } from "./package-filters.js";

/**
 * The same check for the affected packages only, by the filter of its own tools: `turbo run test --filter=core`.
 * `untouched` where none of the packages that it is about is affected. Nothing where it is to run as it is: all of them
 * are, or its tool is not known.
 *
 * @param commands what the check's command leads to
 */
export async function narrowToPackages(
  check: Check,
  commands: readonly ScriptCommand[],
  context: FilterContext,
): Promise<"untouched" | { command: string } | undefined> {
  if (check.folder !== undefined && !isTouched(check.folder, context)) return "untouched";
  const calls = [...new Set(commands.map((command) => command.repeatedBy ?? command))];
  const narrowed = await Promise.all(
    calls.map(async (call) => ({ call, narrowing: await narrow(call, context) })),
  );
  if (narrowed.length > 0 && narrowed.every(({ narrowing }) => narrowing === "untouched")) return "untouched";
  const [first, ...others] = narrowed;
  if (others.length === 0 && Array.isArray(first?.narrowing) && first.narrowing.length > 1)
    return inTurn(check, first.call, first.narrowing, context);
  let { command } = check;
  // From behind, so that the places before stay where they are.
  const backwards = [...narrowed].sort((a, b) => (b.call.append?.at ?? 0) - (a.call.append?.at ?? 0));
  for (const { call, narrowing } of backwards) {
    if (!Array.isArray(narrowing) || narrowing.length !== 1) continue;
    const [words = []] = narrowing;
    const rewriting = { command, commands: calls, script: call, words, worktree: context.worktree };
    command = (await rewrittenCommand(rewriting)) ?? command;
  }
  return command === check.command ? undefined : { command };
}

function isTouched(folder: string, { packages, affected }: FilterContext): boolean {
  if (affected === "all") return true;
  const owner = ownerOf(packages, folder);
  const isOwnerAffected = owner === undefined || affected.has(owner.folder);
  return isOwnerAffected || [...affected].some((other) => isWithin(other, folder));
}

async function narrow(call: ScriptCommand, context: FilterContext): Promise<Narrowing> {
  const line = call.words.join(" ");
  const filter = packageFilters.find(({ command }) => command.test(line));
  return filter === undefined || filter.unless?.test(line) ? undefined : filter.narrow(call, context);
}

/** The only command of a check, once a package. */
async function inTurn(
  { command }: Check,
  script: ScriptCommand,
  all: readonly string[][],
  { worktree }: FilterContext,
): Promise<{ command: string } | undefined> {
  const each = all.map((words) => rewrittenCommand({ command, commands: [script], script, words, worktree }));
  const found = await Promise.all(each);
  if (found.includes(undefined)) return undefined;
  const changesFolder = found.some((text) => text?.startsWith("cd "));
  return { command: found.map((text) => (changesFolder ? `(${text})` : text)).join(" && ") };
}

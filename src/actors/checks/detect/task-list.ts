import { matchingScripts } from "../script/matching-scripts.js";
import { scriptCall } from "../script/script-call.js";
import { simpleCommands } from "../script/shell-words.js";
import { unwrapped } from "../script/wrapped-command.js";
import type { CiCommands } from "./candidate.js";

/** Commands that a project declares by name: package scripts, tasks of Deno, scripts of Composer, make targets. */
export interface TaskList {
  /** The shell text of each. */
  tasks: ReadonlyMap<string, string>;
  command(name: string): string;
  /** Like `the script` and `package.json`. */
  noun: string;
  file: string;
  /** What starts a tool that the project has, like `npx --no-install`. */
  run: string;
  /** The names that a task calls, where `readScript` cannot follow them. */
  calls?: (text: string) => string[];
  /** Why a task of this text cannot work. */
  refuse?: (text: string) => string | undefined;
}

/** The tasks that a task is made of, where it calls nothing else. */
export function partsOf(list: TaskList, text: string): string[] {
  const commands = simpleCommands(text);
  const parts = commands.map(({ words }) => calledBy(list, unwrapped(words).words));
  const isPlain = commands.every(({ operator }) => operator === "&&" || operator === "");
  return isPlain && parts.every((names) => names.length > 0) ? parts.flat() : [];
}

/** Tasks of the same list. One that is called with arguments is another one without them, unless `args` are welcome. */
function calledBy({ tasks, calls }: TaskList, words: readonly string[], args = false): string[] {
  if (calls) return calls(words.join(" ")).filter((name) => tasks.has(name));
  const call = scriptCall(words, new Set(tasks.keys()));
  if (call === undefined || call.isWorkspace || call.folder !== undefined) return [];
  if (call.commands.length > 0 || (call.args !== undefined && !args)) return [];
  return call.scripts.flatMap((name) => matchingScripts(name, [...tasks.keys()]));
}

export function textsBelow(list: TaskList, name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const text = list.tasks.get(name) ?? "";
  return [text, ...(list.calls?.(text) ?? []).flatMap((other) => textsBelow(list, other, seen))];
}

/** The tasks that CI runs, also through one another. */
export function runByCi(list: TaskList, ci: CiCommands): ReadonlySet<string> {
  return tasksBelow(
    list,
    ci.flatMap((line) => calledBy(list, line.split(" "), true)),
  );
}

export function tasksBelow(list: TaskList, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [...names];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (found.has(name)) continue;
    found.add(name);
    const commands = simpleCommands(list.tasks.get(name) ?? "");
    queue.push(...commands.flatMap(({ words }) => calledBy(list, unwrapped(words).words)));
  }
  return found;
}

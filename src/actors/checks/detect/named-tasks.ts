import type { CheckMoment } from "../../../contracts/check.js";
import { onlyReads } from "../script/file-writers.js";
import { readScript } from "../script/read-script.js";
import { scriptCall } from "../script/script-call.js";
import { simpleCommands } from "../script/shell-words.js";
import { unwrapped } from "../script/wrapped-command.js";
import type { Candidate, CiCommands, Kind, Proposal } from "./candidate.js";
import type { Folder } from "./folder.js";
import { inFolder, leadsTo } from "./leads-to.js";
import { readOnly } from "./read-only.js";
import { unsafeReason } from "./unsafe-words.js";

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
}

/** What a task is called, the usual first. With `isOptional`, one that is not safe is meant to be so: not worth a word. */
const kinds: readonly { kind: Kind; names: readonly string[]; when?: CheckMoment }[] = [
  {
    kind: "types",
    names: [
      "typecheck",
      "type-check",
      "types:check",
      "check-types",
      "check:types",
      "check:type",
      "tsc",
      "test:typecheck",
      "test:types",
      "types",
      "lint:types",
      "analyse",
      "phpstan",
    ],
  },
  {
    kind: "lint",
    names: [
      "lint",
      "lint:check",
      "lint-check",
      "check:lint",
      "lint:ci",
      "lint:all",
      "eslint",
      "lint:eslint",
      "lint:js",
      "lint:code",
      "test:lint",
      "cs-check",
    ],
  },
  {
    kind: "format",
    names: [
      "format:check",
      "check:format",
      "format-check",
      "check-format",
      "fmt:check",
      "fmt-check",
      "prettier:check",
      "check:prettier",
      "prettier-check",
      "lint:format",
    ],
  },
  {
    kind: "test",
    names: [
      "test",
      "tests",
      "test:unit",
      "test-unit",
      "unit",
      "unit-test",
      "test:ci",
      "test-ci",
      "test:run",
      "test:once",
      "test:node",
      "test:all",
    ],
  },
  { kind: "all", names: ["check", "validate", "verify", "ci", "check:all", "check-all", "ok"] },
  { kind: "build", names: ["build", "build:next", "build:only", "build:ci", "build-only"], when: "final" },
];

const verifies =
  /(?:^|[:_-])(?:lint|tests?|checks?|format|fmt|prettier|types?|typecheck|tsc|tsd|verify|validate|knip|unit|spec)(?:$|[:_-])/;
const mostMore = 6;

/** Chooses among named tasks: one of each kind, those that CI runs first, and what else CI checks by name. */
export async function proposeTasks(list: TaskList, folder: Folder, ci: CiCommands): Promise<Proposal[]> {
  const inCi = runByCi(list, ci);
  const chosen: Proposal[] = [];
  const used = new Set<string>();
  for (const { kind, names, when } of kinds) {
    const declared = names.filter((name) => list.tasks.has(name));
    const hinted = declared.filter((name) => inCi.has(name));
    const [first] = hinted.length > 0 && !inCi.has(declared[0] ?? "") ? hinted : declared;
    if (first === undefined) continue;
    for (const name of declared) used.add(name);
    const others = declared.filter((name) => name !== first);
    const named = (name: string) => candidate(list, name, folder, when);
    const [wanted, ...siblings] = await Promise.all([first, ...others].map(named));
    const text = list.tasks.get(first) ?? "";
    const same = hasHooks(list, first) ? undefined : readOnly(text, list.run);
    const parts = partsOf(list, text);
    chosen.push({
      kind,
      ways: [
        wanted ? [wanted] : [],
        ...siblings.map((sibling) => [sibling]),
        ...(parts.length > 0 ? [await Promise.all(parts.map(named))] : []),
        ...(same === undefined ? [] : [[sameTool(list, first, same, when)]]),
      ],
    });
  }
  const more = [...inCi].filter((name) => verifies.test(name) && list.tasks.has(name) && !used.has(name));
  for (const name of more.slice(0, mostMore)) {
    const found = await candidate(list, name, folder);
    // What CI runs and is not safe is its own business.
    if (unsafeReason(await leadsTo(found, folder)) === undefined)
      chosen.push({ kind: "more", ways: [[found]] });
  }
  return chosen;
}

async function candidate(
  list: TaskList,
  name: string,
  folder: Folder,
  when?: CheckMoment,
): Promise<Candidate> {
  const reads = textsBelow(list, name);
  const found: Candidate = {
    name,
    command: list.command(name),
    why: `${list.noun} ${name} in ${list.file}`,
    ...(when && { when }),
    ...(list.calls && { reads }),
  };
  const text = list.calls ? (reads[0] ?? "") : inFolder(list.command(name), folder);
  const commands = await readScript(text, folder.worktree);
  // A test that only runs a formatter tests nothing.
  return name === "test" && onlyReads(commands) ? { ...found, name: "format" } : found;
}

function sameTool({ file, noun }: TaskList, name: string, command: string, when?: CheckMoment): Candidate {
  const why = `what ${noun} ${name} in ${file} runs, without rewriting or watching`;
  return { name, command, why, ...(when && { when }) };
}

function hasHooks({ tasks }: TaskList, name: string): boolean {
  return tasks.has(`pre${name}`) || tasks.has(`post${name}`);
}

/** The tasks that a task is made of, where it calls nothing else. */
function partsOf(list: TaskList, text: string): string[] {
  const commands = simpleCommands(text);
  const parts = commands.map(({ words }) => calledBy(list, unwrapped(words).words));
  const isPlain = commands.every(({ operator }) => operator === "&&" || operator === "");
  return isPlain && parts.every((names) => names.length > 0) ? parts.flat() : [];
}

function calledBy({ tasks, calls }: TaskList, words: readonly string[]): string[] {
  const names = calls ? calls(words.join(" ")) : scriptCall(words, new Set(tasks.keys()))?.scripts;
  return (names ?? []).filter((name) => tasks.has(name));
}

function textsBelow(list: TaskList, name: string, seen = new Set<string>()): string[] {
  if (seen.has(name)) return [];
  seen.add(name);
  const text = list.tasks.get(name) ?? "";
  return [text, ...(list.calls?.(text) ?? []).flatMap((other) => textsBelow(list, other, seen))];
}

/** The tasks that CI runs, also through one another. */
function runByCi(list: TaskList, ci: CiCommands): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = ci.flatMap((line) => calledBy(list, line.split(" ")));
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (found.has(name)) continue;
    found.add(name);
    const commands = simpleCommands(list.tasks.get(name) ?? "");
    queue.push(...commands.flatMap(({ words }) => calledBy(list, unwrapped(words).words)));
  }
  return found;
}

import type { CheckMoment } from "../../../contracts/check.js";
import { onlyReads } from "../script/file-writers.js";
import { readScript } from "../script/read-script.js";
import { simpleCommands } from "../script/shell-words.js";
import { runnerOf } from "../script/test-runners.js";
import type { Candidate, CiCommands, Proposal } from "./candidate.js";
import type { Folder } from "./folder.js";
import { inFolder, leadsTo } from "./leads-to.js";
import { readOnly } from "./read-only.js";
import { taskKinds } from "./task-kinds.js";
import { partsOf, runByCi, type TaskList, tasksBelow, textsBelow } from "./task-list.js";
import { unsafeReason } from "./unsafe-words.js";

const verifies =
  /(?:^|[:_-])(?:lint|tests?|checks?|format|fmt|prettier|types?|typecheck|tsc|tsd|verify|validate|knip|unit|spec)(?:$|[:_-])/;
const mostMore = 6;

/** Chooses among named tasks: one of each kind, those that CI runs first, and what else CI checks by name. */
export async function proposeTasks(list: TaskList, folder: Folder, ci: CiCommands): Promise<Proposal[]> {
  const inCi = runByCi(list, ci);
  const chosen: Proposal[] = [];
  const used = new Set<string>();
  for (const { kind, names, when } of taskKinds) {
    const declared = names.filter((name) => list.tasks.has(name));
    const hinted = declared.filter((name) => inCi.has(name));
    const first = preferred(list, declared, hinted);
    if (first === undefined) continue;
    for (const name of declared) used.add(name);
    const others = declared.filter((name) => name !== first);
    const named = (name: string) => candidate(list, name, folder, when);
    const [wanted, ...siblings] = await Promise.all([first, ...others].map(named));
    const text = list.tasks.get(first) ?? "";
    const isCollection = kind === "all";
    const same = isCollection || hasHooks(list, first) ? undefined : readOnly(text, list.run);
    const parts = isCollection ? [] : partsOf(list, text);
    chosen.push({
      kind,
      ways: [
        wanted ? [isCollection ? { ...wanted, parts: await membersOf(list, first, named) } : wanted] : [],
        ...(isCollection ? [] : siblings.map((sibling) => [sibling])),
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
  const refused = list.refuse?.(list.tasks.get(name) ?? "");
  const found: Candidate = {
    name,
    command: list.command(name),
    why: `${list.noun} ${name} in ${list.file}`,
    ...(when && { when }),
    ...(list.calls && { reads }),
    ...(refused !== undefined && { refused }),
  };
  const text = list.calls ? (reads[0] ?? "") : inFolder(list.command(name), folder);
  const commands = await readScript(text, folder.worktree);
  // A test that only runs a formatter tests nothing.
  const isTest = commands.some((command) => runnerOf(command) !== undefined);
  return name === "test" && !isTest && onlyReads(commands) ? { ...found, name: "format" } : found;
}

/** Not tools of the project. */
const interpreters =
  /^(?:node|deno|bun|python[\d.]*|ruby|php|sh|bash|git|go|cargo|make|npx|composer|npm|pnpm|yarn|bunx)$/;

/** The tasks and the commands of a collection; nothing where it is more than commands joined by `&&`. */
async function membersOf(
  list: TaskList,
  name: string,
  named: (name: string) => Promise<Candidate>,
): Promise<Candidate[]> {
  const commands = simpleCommands(list.tasks.get(name) ?? "");
  const isPlain = commands.every(
    // Variables are those of npm or make.
    ({ operator, words: [first = ""], isNested, isPiped, raw }) =>
      /^(?:&&)?$/.test(operator) &&
      !/\$|\{\{/.test(raw) &&
      !isNested &&
      !isPiped &&
      !/^(?:cd|export|set|\w+=.*)$/.test(first),
  );
  if (!isPlain || hasHooks(list, name)) return [];
  const members = commands.map(async ({ raw, words }): Promise<Candidate[]> => {
    const tasks = partsOf(list, raw);
    if (tasks.length > 0) return Promise.all(tasks.map(named));
    const isOwn = list.run !== "" && !interpreters.test(words[0] ?? "");
    const why = `a part of ${list.noun} ${name} in ${list.file}`;
    return [{ name: words.slice(0, 2).join(" "), command: isOwn ? `${list.run} ${raw}` : raw, why }];
  });
  return (await Promise.all(members)).flat();
}

function sameTool({ file, noun }: TaskList, name: string, command: string, when?: CheckMoment): Candidate {
  const why = `what ${noun} ${name} in ${file} runs, without rewriting or watching`;
  return { name, command, why, ...(when && { when }) };
}

function hasHooks({ tasks }: TaskList, name: string): boolean {
  return tasks.has(`pre${name}`) || tasks.has(`post${name}`);
}

/** The usual name, unless CI runs only another one, and not as a part of it. */
function preferred(
  list: TaskList,
  declared: readonly string[],
  hinted: readonly string[],
): string | undefined {
  const [usual] = declared;
  if (usual === undefined || hinted.length === 0 || hinted.includes(usual)) return usual;
  const below = tasksBelow(list, [usual]);
  return hinted.some((name) => below.has(name)) ? usual : hinted[0];
}

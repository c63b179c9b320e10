import type { Ecosystem } from "./candidate.js";
import type { Folder } from "./folder.js";
import { proposeTasks } from "./named-tasks.js";

/** Files with named commands. Make comes last: it often only calls the others. */
const taskFiles = [
  { tool: "just", files: ["justfile", "Justfile", ".justfile"], parse: justRecipes },
  { tool: "task", files: ["Taskfile.yml", "Taskfile.yaml", "taskfile.yml"], parse: taskCommands },
  { tool: "make", files: ["GNUmakefile", "makefile", "Makefile"], parse: makeTargets },
] as const;

/** The targets, recipes and tasks of make, just and Task, for a project in which nothing else runs tests. */
export const taskRunners: Ecosystem = {
  name: "make",
  async propose(folder, ci) {
    for (const { tool, files, parse } of taskFiles) {
      const [file, text] = await firstOf(folder, files);
      const tasks = new Map([...parse(text)].filter(([name]) => /^[\w:.-]+$/.test(name)));
      const calls = (line: string) =>
        [...line.matchAll(new RegExp(String.raw`(?:\b${tool}|\$\(MAKE\)) (?:-\S+ )*([\w:.-]+)`, "g"))].map(
          ([, name = ""]) => name,
        );
      const found = await proposeTasks(
        {
          tasks,
          command: (name) => `${tool} ${name}`,
          noun: tool === "make" ? "the target" : "the task",
          file,
          run: "",
          calls,
        },
        folder,
        ci,
      );
      const own = found
        .filter(({ kind }) => kind !== "build")
        .map(({ kind, ways }) => ({
          kind,
          ways: ways.map((way) => way.map((each) => ({ ...each, name: `${tool} ${each.name}` }))),
        }));
      if (own.length > 0) return own;
    }
    return [];
  },
};

async function firstOf(folder: Folder, files: readonly string[]): Promise<[file: string, text: string]> {
  const names = await folder.names();
  const file = files.find((name) => names.includes(name)) ?? "";
  return [file, file === "" ? "" : await folder.read(file)];
}

/** Targets with what they need and their recipe; `@` and `-` before a command are make's own. */
function makeTargets(makefile: string): Map<string, string> {
  const values = new Map(
    [...makefile.matchAll(/^([\w-]+)\s*[:?]?:?=\s*(.*)$/gm)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
  const text = makefile.replace(/\$[({]([\w-]+)[)}]/g, (whole, name: string) => values.get(name) ?? whole);
  return blocks(
    text,
    /^([\w:. -]*[\w.-])\s*::?(?![=:])\s*([^=\n;#]*)(?:;(.*))?(?:#.*)?$/,
    (line) => /^\t/.test(line),
    "make",
  );
}

function justRecipes(text: string): Map<string, string> {
  return blocks(
    text,
    /^@?([\w-]+)(?:\s+[^:=\n]*)?:(?!=)\s*([^#\n]*)$/,
    (line) => /^[ \t]+\S/.test(line),
    "just",
  );
}

function blocks(
  text: string,
  head: RegExp,
  isBody: (line: string) => boolean,
  tool: string,
): Map<string, string> {
  const found = new Map<string, string>();
  let current: string[] = [];
  for (const line of text.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    const [, names, needs = "", inline = ""] = head.exec(line) ?? [];
    if (names !== undefined && !/^[ \t]/.test(line)) {
      current = names.trim().split(/\s+/);
      const called = needs
        .replace(/\([^)]*\)|\|/g, " ")
        .split(/\s+/)
        .filter((name) => /^[\w.-]+$/.test(name))
        .map((name) => `${tool} ${name}`);
      for (const name of current) append(found, name, [...called, inline.trim()]);
    } else if (isBody(line)) {
      for (const name of current) append(found, name, [line.trim().replace(/^[@+-]+\s*/, "")]);
    } else if (line.trim() !== "" && !line.startsWith("#")) current = [];
  }
  return found;
}

function append(found: Map<string, string>, name: string, lines: readonly string[]): void {
  const all = [found.get(name) ?? "", ...lines].filter((line) => line !== "");
  found.set(name, all.join(" && "));
}

/** The tasks of a Taskfile, by indentation: two levels below `tasks:`. */
function taskCommands(text: string): Map<string, string> {
  const [, section = ""] = /^tasks:\s*\n([\s\S]*?)(?=^\S|$(?![\s\S]))/m.exec(text) ?? [];
  const found = new Map<string, string>();
  let current: string | undefined;
  for (const line of section.split(/\r?\n/)) {
    const name = /^ {2}["']?([\w:.-]+)["']?:\s*(.*)$/.exec(line);
    if (name) {
      current = name[1] ?? "";
      append(found, current, [name[2] ?? ""]);
      continue;
    }
    const command = /^\s{3,}(?:- )?(?:cmd: |- )?(.*)$/.exec(line)?.[1] ?? "";
    const called = /^task: (\S+)/.exec(command)?.[1];
    const isKey = /^\w[\w-]*:(?: |$)/.test(command);
    if (current !== undefined && called !== undefined) append(found, current, [`task ${called}`]);
    else if (current !== undefined && (!isKey || /^cmds?: ./.test(command)))
      append(found, current, [command.replace(/^cmds?: /, "").replace(/^(["'])(.*)\1$/, "$2")]);
  }
  return found;
}

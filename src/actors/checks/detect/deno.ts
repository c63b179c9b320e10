import { parse } from "jsonc-parser";
import { type Ecosystem, only, type Proposal } from "./candidate.js";
import { proposeTasks } from "./named-tasks.js";

const tests = /(?:^|\/)(?:test|.*[._]test)\.[cm]?[jt]sx?$/;

/** The tasks of `deno.json`, else `deno lint`, `deno fmt --check` and, where there are test files, `deno test`. */
export const deno: Ecosystem = {
  name: "Deno",
  async propose(folder, ci) {
    const file = (await folder.has("deno.json")) ? "deno.json" : "deno.jsonc";
    if (!(await folder.has(file))) return [];
    const tasks = tasksOf(parse(await folder.read(file), [], { allowTrailingComma: true }) as unknown);
    const proposals = await proposeTasks(
      {
        tasks,
        command: (name) => `deno task ${name}`,
        noun: "the task",
        file,
        run: "",
        calls: (text) => [...text.matchAll(/\bdeno task (?:-\S+ )*(\S+)/g)].map(([, name = ""]) => name),
      },
      folder,
      ci,
    );
    // Beside a package.json, `deno.json` alone often only serves JSR.
    if (proposals.length > 0 || (await folder.has("package.json"))) return proposals;
    const hasTests = (await folder.files()).some((name) => tests.test(name));
    const own: Proposal[] = [only("lint", { name: "deno lint", command: "deno lint", why: file })];
    if (ci.some((line) => /^deno fmt .*--check/.test(line)))
      own.push(only("format", { name: "deno fmt", command: "deno fmt --check", why: "CI runs it" }));
    if (hasTests)
      own.push(only("test", { name: "deno test", command: "deno test", why: `${file} and test files` }));
    return own;
  },
};

function tasksOf(config: unknown): ReadonlyMap<string, string> {
  const { tasks = {} } = (config ?? {}) as { tasks?: Record<string, unknown> };
  return new Map(
    Object.entries(tasks).flatMap(([name, task]): [string, string][] => {
      if (typeof task === "string") return [[name, task]];
      const { command, dependencies = [] } = (task ?? {}) as { command?: string; dependencies?: string[] };
      const all = [...dependencies.map((other) => `deno task ${other}`), ...(command ? [command] : [])];
      return all.length > 0 ? [[name, all.join(" && ")]] : [];
    }),
  );
}

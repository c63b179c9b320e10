import { join } from "node:path";
import type { Candidate, Ecosystem, Proposal } from "./candidate.js";
import { only } from "./candidate.js";
import type { Folder } from "./folder.js";
import { leadsTo } from "./leads-to.js";
import { proposeTasks } from "./named-tasks.js";
import type { TaskList } from "./task-list.js";

/** npm, pnpm, yarn and Bun: the scripts of `package.json`, `tsc` where no script runs it, and `bun test`. */
export const javascript: Ecosystem = {
  name: "npm",
  async propose(folder, ci) {
    const manifest = manifestOf(await folder.read("package.json"));
    const manager = await packageManager(folder, manifest);
    const scripts = await proposeTasks(
      {
        tasks: scriptsOf(manifest),
        command: (name) => `${manager} run ${name}`,
        noun: "the script",
        file: "package.json",
        run: runners[manager],
        ...(await needsProject(folder)),
      },
      folder,
      ci,
    );
    return [...(await compiler(folder, scripts)), ...scripts, ...(await bunTests(folder, manager, scripts))];
  },
};

type Manager = "npm" | "pnpm" | "yarn" | "bun";

const runners: Readonly<Record<Manager, string>> = {
  npm: "npx --no-install",
  pnpm: "pnpm exec",
  yarn: "yarn run",
  bun: "bunx --no-install",
};

const lockfiles: readonly (readonly [file: string, manager: Manager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
];

interface Manifest {
  scripts?: unknown;
  packageManager?: unknown;
}

function manifestOf(text: string): Manifest {
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === "object" && manifest !== null ? manifest : {};
  } catch {
    return {};
  }
}

function scriptsOf({ scripts }: Manifest): ReadonlyMap<string, string> {
  const entries: [string, unknown][] =
    typeof scripts === "object" && scripts !== null ? Object.entries(scripts) : [];
  return new Map(
    entries.filter((entry): entry is [string, string] => {
      const [, script] = entry;
      return (
        typeof script === "string" && script.trim() !== "" && !script.includes("Error: no test specified")
      );
    }),
  );
}

async function packageManager(folder: Folder, { packageManager: named }: Manifest): Promise<Manager> {
  const own = typeof named === "string" ? /^(npm|pnpm|yarn|bun)@/.exec(named)?.[1] : undefined;
  if (own !== undefined) return own as Manager;
  for (const [file, manager] of lockfiles) if (await folder.hasAbove(file)) return manager;
  return "npm";
}

/** In the root of an Nx workspace, `nx test` names no project and fails. */
async function needsProject(folder: Folder): Promise<Pick<TaskList, "refuse">> {
  const config = await folder.read("nx.json");
  if (config === "" || config.includes('"defaultProject"') || (await folder.has("project.json"))) return {};
  return {
    refuse: (text) => (/^nx [\w-]+$/.test(text) ? "it names no project of the workspace" : undefined),
  };
}

/** A `tsconfig.json` that only refers to others is left alone: `tsc --noEmit` would look at no file at all. */
async function compiler(folder: Folder, scripts: readonly Proposal[]): Promise<Proposal[]> {
  const config = await folder.read("tsconfig.json");
  const command = join("node_modules", ".bin", "tsc");
  if (config === "" || /"files"\s*:\s*\[\s*\]/.test(config) || !(await folder.has(command))) return [];
  if (scripts.some(({ kind }) => kind === "types")) return [];
  const tasks = scripts.flatMap(({ ways }) => ways[0] ?? []).filter(({ when }) => when !== "final");
  if ((await Promise.all(tasks.map((task) => runsCompiler(task, folder)))).includes(true)) return [];
  const why = "tsconfig.json, and no script that runs tsc";
  return [only("types", { name: "tsc", command: `${command} --noEmit`, why })];
}

async function runsCompiler(task: Candidate, folder: Folder): Promise<boolean> {
  const commands = await leadsTo(task, folder);
  return commands.some(({ words }) => /(?:^|[\\/])(?:vue-)?tsc$/.test(words[0] ?? ""));
}

async function bunTests(folder: Folder, manager: Manager, scripts: readonly Proposal[]): Promise<Proposal[]> {
  if (manager !== "bun" || scripts.some(({ kind }) => kind === "test")) return [];
  const hasTests = (await folder.files()).some((file) => /[._](?:test|spec)\.[cm]?[jt]sx?$/.test(file));
  return hasTests ? [only("test", { name: "bun test", command: "bun test", why: "test files and Bun" })] : [];
}

import type { CiCommands } from "./candidate.js";
import { hasSection, sectionsOf } from "./config-sections.js";
import type { Folder } from "./folder.js";

/** How the project's own Python is started. */
export interface PythonRunner {
  /** Of a tool that is installed beside the project's packages: `uv run --frozen pytest`. */
  tool(name: string, words?: string): string;
  /** Of a script: `uv run --frozen python manage.py`. */
  python(words: string): string;
  why: string;
  /** An environment was found, or a manager that makes one. */
  isOwn: boolean;
}

/** Who starts Python, told by lock files, `pyproject.toml` and the folder of a virtual environment. */
export async function pythonRunner(folder: Folder, ci: CiCommands): Promise<PythonRunner> {
  const project = await folder.read("pyproject.toml");
  const isLocked = await folder.hasAbove("uv.lock");
  if (isLocked || project.includes("[tool.uv") || ci.some((line) => /^uv sync/.test(line)))
    // Without a lock `--frozen` fails, and a plain `uv run` writes one.
    return prefixed(isLocked ? `uv run --frozen${groups(project)}` : "uv run --no-sync", "uv");
  if ((await folder.has("poetry.lock")) || project.includes("[tool.poetry]"))
    return prefixed("poetry run", "Poetry");
  if ((await folder.has("pdm.lock")) || project.includes("[tool.pdm")) return prefixed("pdm run", "PDM");
  if (await folder.has("Pipfile")) return prefixed("pipenv run", "Pipenv");
  for (const name of [".venv", "venv", "env"]) {
    const places = [`${name}/bin/python`, `${name}/Scripts/python.exe`];
    for (const place of places)
      if (await folder.has(place)) return interpreter(place, `the environment in ${name}`, true);
  }
  if (project.includes("[tool.hatch.envs")) return prefixed("hatch run", "Hatch");
  const own = interpreter(
    process.platform === "win32" ? "python" : "python3",
    "no environment of its own",
    false,
  );
  return { ...own, tool: (name, words = "") => `${name}${words}` };
}

function prefixed(start: string, why: string): PythonRunner {
  return {
    tool: (name, words = "") => `${start} ${name}${words}`,
    python: (words) => `${start} python ${words}`,
    why,
    isOwn: true,
  };
}

function interpreter(path: string, why: string, isOwn: boolean): PythonRunner {
  return {
    tool: (name, words = "") => `${path} -m ${name}${words}`,
    python: (words) => `${path} ${words}`,
    why,
    isOwn,
  };
}

/** Tests may have their dependencies in a group or an extra of their own, which uv does not install by itself. */
function groups(project: string): string {
  // Of a workspace only the root is installed by itself.
  if (hasSection(project, /^tool\.uv\.workspace$/)) return " --all-packages";
  const own = /^\s*(tests?|testing)\s*=/m;
  const group = own.exec(sectionsOf(project, /^dependency-groups$/))?.[1];
  if (group !== undefined && !/^default-groups\s*=/m.test(project)) return ` --group ${group}`;
  const extra = own.exec(sectionsOf(project, /^project\.optional-dependencies$/))?.[1];
  return extra === undefined ? "" : ` --extra ${extra}`;
}

import { type CiCommands, type Kind, only, type Proposal } from "./candidate.js";
import { hasSection, sectionsOf } from "./config-sections.js";
import type { Folder } from "./folder.js";
import type { PythonRunner } from "./python-runner.js";

const files = [
  "pyproject.toml",
  "setup.cfg",
  "tox.ini",
  "pytest.ini",
  "mypy.ini",
  ".mypy.ini",
  "ruff.toml",
  ".ruff.toml",
  ".flake8",
  "pyrightconfig.json",
  "noxfile.py",
] as const;

/** The texts of the files that configure Python's tools. */
export type PythonConfigurations = Readonly<Record<(typeof files)[number], string>>;

export async function pythonConfigurations(folder: Folder): Promise<PythonConfigurations> {
  const read = await Promise.all(files.map(async (name) => [name, await folder.read(name)] as const));
  return Object.fromEntries(read) as PythonConfigurations;
}

/** ruff, mypy, pyright and flake8, each where it is configured. */
export function pythonLinters(
  texts: PythonConfigurations,
  { tool, why }: PythonRunner,
  ci: CiCommands,
): Proposal[] {
  const project = texts["pyproject.toml"];
  const settings = texts["setup.cfg"];
  const found: Proposal[] = [];
  const add = (kind: Kind, name: string, words: string, as = name) =>
    found.push(only(kind, { name: as, command: tool(name, words), why: `${name} is configured, ${why}` }));
  const ruff = texts["ruff.toml"] + texts[".ruff.toml"];
  if (ruff !== "" || hasSection(project, /^tool\.ruff\b/)) {
    add("lint", "ruff", " check --no-fix");
    const isFormatter =
      hasSection(ruff, /^format$/) ||
      hasSection(project, /^tool\.ruff\.format$/) ||
      ci.some((line) => line.startsWith("ruff format"));
    if (isFormatter) add("format", "ruff", " format --check", "ruff format");
  }
  const mypy = texts["mypy.ini"] + texts[".mypy.ini"];
  if (mypy !== "" || hasSection(project, /^tool\.mypy$/) || hasSection(settings, /^mypy$/)) {
    const options = sectionsOf(mypy + settings, /^mypy$/) + sectionsOf(project, /^tool\.mypy$/);
    add("types", "mypy", /^\s*(?:files|packages|modules)\s*=/m.test(options) ? "" : " .");
  }
  if (hasSection(project, /^tool\.pyright$/) || texts["pyrightconfig.json"] !== "")
    add("types", "pyright", "");
  if (texts[".flake8"] !== "" || hasSection(settings + texts["tox.ini"], /^flake8$/))
    add("lint", "flake8", "");
  return found;
}

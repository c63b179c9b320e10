import type { Folder } from "../../detect/folder.js";
import { matchingFolders } from "../matching-folders.js";
import type { PackageReader } from "../package-reader.js";
import { isTable, readToml, type Table, tableAt, textsIn } from "../read-toml.js";

/** Python: members of a uv workspace, dependencies by name, and by path as uv, Poetry, PDM and pip write them. */
export const python: PackageReader = {
  toolchain: "Python",
  manifest: /^(?:pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|pytest\.ini|requirements\.txt|manage\.py)$/,
  async members({ worktree, path, read }) {
    const project = await readToml(await read("pyproject.toml"));
    const { members, exclude } = tableAt(project, "tool", "uv", "workspace");
    const patterns = { include: textsIn(members), exclude: textsIn(exclude), manifest: "pyproject.toml" };
    return matchingFolders(worktree, path, patterns);
  },
  async read(folder) {
    const project = await readToml(await folder.read("pyproject.toml"));
    const own = [tableAt(project, "project").name, tableAt(project, "tool", "poetry").name];
    const name = own.find((each) => typeof each === "string");
    const lines = await requirements(folder);
    const declared = [...standard(project), ...lines];
    const tables = [tableAt(project, "tool", "uv", "sources"), ...poetry(project)];
    const entries = tables.flatMap((table) => Object.entries(table));
    return {
      ...(name !== undefined && { name: normalized(name) }),
      names: [...declared.flatMap(nameOf), ...entries.map(([key]) => key)].map(normalized),
      folders: [...declared.flatMap(pathOf), ...entries.flatMap(([, value]) => pathsIn(value))],
    };
  },
};

/** Requirements of the project, of its extras, of its groups, and of its build. */
function standard(project: Table): string[] {
  const { dependencies } = tableAt(project, "project");
  const lists = [
    dependencies,
    ...Object.values(tableAt(project, "project", "optional-dependencies")),
    ...Object.values(tableAt(project, "dependency-groups")),
    ...Object.values(tableAt(project, "tool", "pdm", "dev-dependencies")),
    tableAt(project, "tool", "uv")["dev-dependencies"],
    tableAt(project, "build-system").requires,
  ];
  return lists.flatMap(textsIn);
}

function poetry(project: Table): Table[] {
  const groups = Object.values(tableAt(project, "tool", "poetry", "group")).filter(isTable);
  const root = tableAt(project, "tool", "poetry");
  return [
    tableAt(root, "dependencies"),
    tableAt(root, "dev-dependencies"),
    ...groups.map((group) => tableAt(group, "dependencies")),
  ];
}

async function requirements(folder: Folder): Promise<string[]> {
  const files = (await folder.names()).filter((name) => /^requirements.*\.txt$/.test(name));
  return (await Promise.all(files.map((name) => folder.read(name)))).join("\n").split(/\r?\n/);
}

function nameOf(requirement: string): string[] {
  const name = /^\s*([A-Za-z0-9][\w.-]*)/.exec(requirement)?.[1];
  return name === undefined ? [] : [name];
}

/** `-e ../core`, `./core`, `core @ file:../core`. */
function pathOf(requirement: string): string[] {
  const path = /^\s*(?:(?:-e|--editable)[ =]*)?(?:.*@\s*)?(?:file:(?!\/\/\/))?(\.\.?(?:\/[^\s;[#]*)?)/.exec(
    requirement,
  )?.[1];
  return path === undefined ? [] : [path];
}

/** Sources can be lists, one an environment. */
function pathsIn(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.flatMap((each) => (isTable(each) && typeof each.path === "string" ? [each.path] : []));
}

function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

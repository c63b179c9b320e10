import { posix } from "node:path";
import { type Folder, folderAt } from "../../detect/folder.js";
import { matchingFolders } from "../matching-folders.js";
import type { PackageReader } from "../package-reader.js";
import { isTable, readToml, type Table, tableAt, textsIn } from "../read-toml.js";

const kinds = ["dependencies", "dev-dependencies", "build-dependencies"];

/** Cargo: members of the workspace, and dependencies by name and by `path`, also those that the workspace declares. */
export const cargo: PackageReader = {
  toolchain: "Rust",
  manifest: /^Cargo\.toml$/,
  async members({ worktree, path, read }) {
    const { members, exclude } = tableAt(await readToml(await read("Cargo.toml")), "workspace");
    const patterns = { include: textsIn(members), exclude: textsIn(exclude), manifest: "Cargo.toml" };
    return matchingFolders(worktree, path, patterns);
  },
  async read(folder) {
    const manifest = await readToml(await folder.read("Cargo.toml"));
    const inherited = await workspaceDependencies(folder);
    const { name } = tableAt(manifest, "package");
    const found = [manifest, ...Object.values(tableAt(manifest, "target")).filter(isTable)]
      .flatMap((table) => kinds.flatMap((kind) => Object.entries(tableAt(table, kind))))
      .map(([key, own]) => {
        const declared = isTable(own) && own.workspace === true ? inherited.get(key) : undefined;
        return { key, ...fieldsOf(own), ...declared };
      });
    return {
      ...(typeof name === "string" && { name }),
      names: found.map(({ key, package: renamed }) => renamed ?? key),
      folders: found.flatMap(({ path }) => path ?? []),
    };
  },
};

interface Fields {
  path?: string;
  package?: string;
}

function fieldsOf(value: unknown): Fields {
  const { path, package: renamed } = isTable(value) ? value : ({} as Table);
  return {
    ...(typeof path === "string" && { path }),
    ...(typeof renamed === "string" && { package: renamed }),
  };
}

/** What `[workspace.dependencies]` of the folder or of one above it declares, with paths relative to the folder. */
async function workspaceDependencies({ worktree, path }: Folder): Promise<ReadonlyMap<string, Fields>> {
  for (let at = path; ; at = posix.dirname(at)) {
    const place = at === "." ? "" : at;
    const manifest = await readToml(await folderAt(worktree, place).read("Cargo.toml"));
    const declared = Object.entries(tableAt(manifest, "workspace", "dependencies"));
    if (declared.length > 0)
      return new Map(
        declared.map(([key, value]) => {
          const fields = fieldsOf(value);
          const from = posix.relative(path, place);
          return [
            key,
            { ...fields, ...(fields.path !== undefined && { path: posix.join(from, fields.path) }) },
          ];
        }),
      );
    if (place === "") return new Map();
  }
}

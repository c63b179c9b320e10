import { parse } from "jsonc-parser";
import type { Folder } from "../../detect/folder.js";
import { workspaceFolders } from "../../script/workspace-folders.js";
import type { PackageReader } from "../package-reader.js";
import { isTable, type Table, tableAt } from "../read-toml.js";

const fields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** npm, pnpm, yarn and Bun: every dependency by name, and `file:`, `link:` and `portal:` by folder. */
export const npm: PackageReader = {
  toolchain: "npm",
  manifest: /^package\.json$/,
  members: ({ worktree, path }) => workspaceFolders(worktree, path),
  async read(folder) {
    const manifest = await manifestOf(folder);
    const all = fields.flatMap((field) => Object.entries(tableAt(manifest, field)));
    const links = all.flatMap(([, version]) => /^(?:file|link|portal):(.+)/.exec(String(version))?.[1] ?? []);
    return {
      ...(typeof manifest.name === "string" && { name: manifest.name }),
      names: all.flatMap(([name, version]) => [name, ...aliased(String(version))]),
      folders: links,
    };
  },
};

/** `workspace:core@*` and `npm:core@1`. */
function aliased(version: string): string[] {
  const name = /^(?:workspace|npm):(@?[^@]+)@/.exec(version)?.[1];
  return name === undefined ? [] : [name];
}

async function manifestOf({ read }: Folder): Promise<Table> {
  const value: unknown = parse(await read("package.json"));
  return isTable(value) ? value : {};
}

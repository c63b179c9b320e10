import { parse } from "jsonc-parser";
import type { Folder } from "../../detect/folder.js";
import { matchingFolders } from "../matching-folders.js";
import type { PackageReader } from "../package-reader.js";
import { isTable, type Table, tableAt } from "../read-toml.js";

/** Composer: repositories of the type `path`, and requirements by name. */
export const composer: PackageReader = {
  toolchain: "PHP",
  manifest: /^composer\.json$/,
  async members(folder) {
    const { repositories } = await manifestOf(folder);
    const all = isTable(repositories) || Array.isArray(repositories) ? Object.values(repositories) : [];
    const paths = all.filter(isTable).filter(({ type }) => type === "path");
    const include = paths.map(({ url }) => url).filter((url) => typeof url === "string");
    return matchingFolders(folder.worktree, folder.path, { include, manifest: "composer.json" });
  },
  async read(folder) {
    const manifest = await manifestOf(folder);
    const { name } = manifest;
    const names = ["require", "require-dev"].flatMap((field) => Object.keys(tableAt(manifest, field)));
    return { ...(typeof name === "string" && { name }), names, folders: [] };
  },
};

async function manifestOf({ read }: Folder): Promise<Table> {
  const value: unknown = parse(await read("composer.json"));
  return isTable(value) ? value : {};
}

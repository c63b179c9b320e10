import { matchingFolders } from "../matching-folders.js";
import type { PackageReader } from "../package-reader.js";

/** Mix: the apps of an umbrella, and dependencies by name and by `path:`. */
export const mix: PackageReader = {
  toolchain: "Elixir",
  manifest: /^mix\.exs$/,
  async members({ worktree, path, read }) {
    const apps = /apps_path:\s*"([^"]+)"/.exec(await read("mix.exs"))?.[1];
    if (apps === undefined) return [];
    return matchingFolders(worktree, path, { include: [`${apps}/*`], manifest: "mix.exs" });
  },
  async read({ read }) {
    const text = (await read("mix.exs")).replace(/#.*/g, "");
    const name = /\bapp:\s*:(\w+)/.exec(text)?.[1];
    return {
      ...(name !== undefined && { name }),
      names: [...text.matchAll(/\{\s*:(\w+)\s*,/g)].map(([, dependency = ""]) => dependency),
      folders: [...text.matchAll(/\bpath:\s*"([^"]+)"/g)].map(([, folder = ""]) => folder),
    };
  },
};

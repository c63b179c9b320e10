// What is started beside each other: this plugin, one that does nothing, and another checkout of this one.
import { access, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { thisPlugin } from "./opencode.js";

/**
 * The `plugin` lists of OpenCode's config, by subject.
 * @param folder where the empty plugin is written
 * @param against another checkout of this package, built
 */
export async function startSubjects(folder, against) {
  const other = against && resolve(against);
  if (other) await access(join(other, "dist"));
  return {
    empty: [await writeEmptyPlugin(join(folder, "empty-plugin"))],
    with: [thisPlugin()],
    ...(other ? { against: [thisPlugin({}, other)] } : {}),
  };
}

/** A package like this one, for the server and for the screen. */
async function writeEmptyPlugin(folder) {
  await mkdir(folder);
  const exports = { ".": "./server.js", "./server": "./server.js", "./tui": "./tui.js" };
  const manifest = { name: "empty-plugin", version: "1.0.0", type: "module", exports };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "server.js"), 'export default { id: "empty", server: async () => ({}) };\n');
  await writeFile(join(folder, "tui.js"), 'export default { id: "empty", tui: async () => {} };\n');
  return folder;
}

/**
 * A home like a user's after the first start. In a new one OpenCode installs packages in the background of its start,
 * and takes time from what is measured.
 */
export async function fillHome(home, version) {
  const config = join(home, ".config", "opencode");
  await mkdir(join(config, "node_modules"), { recursive: true });
  const manifest = { dependencies: { "@opencode-ai/plugin": version } };
  await writeFile(join(config, "package.json"), JSON.stringify(manifest));
  const lock = { lockfileVersion: 3, packages: { "": manifest } };
  await writeFile(join(config, "package-lock.json"), JSON.stringify(lock));
}

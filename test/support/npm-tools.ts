import { existsSync } from "node:fs";
import { mkdir, readFile, symlink } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The packages of `test/tools`, then those of this package. */
const homes = ["../tools/node_modules", "../../node_modules"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Installs packages into a project as a package manager with a store does: a link a package, and its commands. */
export async function linkPackages(project: string, names: readonly string[]): Promise<void> {
  const commands = join(project, "node_modules", ".bin");
  if (names.length > 0) await mkdir(commands, { recursive: true });
  for (const name of names) {
    const home = homes.find((candidate) => existsSync(join(candidate, name)));
    if (!home) throw new Error(`${name} is not installed: run scripts/install-tools.sh`);
    const place = join(project, "node_modules", name);
    await mkdir(dirname(place), { recursive: true });
    await symlink(join(home, name), place, "dir");
    for (const [command, file] of await commandsOf(join(home, name), name)) {
      await symlink(relative(commands, join(place, file)), join(commands, command));
    }
  }
}

async function commandsOf(folder: string, name: string): Promise<[string, string][]> {
  const { bin = {} } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    bin?: string | Record<string, string>;
  };
  return typeof bin === "string" ? [[name.split("/").at(-1) ?? name, bin]] : Object.entries(bin);
}

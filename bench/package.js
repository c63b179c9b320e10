// What an installation brings: sizes, dependencies, and how long Node takes to load the plugin.
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, packageRoot, removeFolder, textOf, timeOf } from "./processes.js";
import { figure, median, medianRatio, ratio } from "./report.js";
import { alternate } from "./start.js";

export default { title: "Package", run };

async function run() {
  const pack = ["pack", "--json", "--dry-run", "--ignore-scripts", "--offline"];
  const [packed] = JSON.parse(await textOf("npm", pack, { cwd: packageRoot }));
  const dependencies = await productionDependencies();
  const sizes = await Promise.all(dependencies.map((path) => bytesOf(join(packageRoot, path))));
  const dependencyBytes = sizes.reduce((sum, size) => sum + size, 0);
  const folder = await makeFolder("empty");
  const empty = join(folder, "empty-plugin.mjs");
  await writeFile(empty, 'export default { id: "empty", server: async () => ({}) };\n');
  const plugin = join(packageRoot, "dist", "plugin", "server.js");
  const load = (path) => () =>
    timeOf(process.execPath, ["--input-type=module", "--eval", `await import(${JSON.stringify(path)})`]);
  const [own, nothing] = await alternate(load(plugin), load(empty));
  await removeFolder(folder);
  const { dependencies: direct } = JSON.parse(await readFile(join(packageRoot, "package.json"), "utf8"));
  return {
    notes: [
      "Dependencies are those of the lockfile without development ones, as installed in `node_modules`.",
    ],
    figures: [
      figure("packed", packed.size / 1024, "KiB"),
      figure("unpacked", packed.unpackedSize / 1024, "KiB"),
      figure("installed with dependencies", (packed.unpackedSize + dependencyBytes) / 1024 ** 2, "MiB"),
      figure("dependencies: direct", Object.keys(direct).length, ""),
      figure("dependencies: all", dependencies.length, ""),
      ...dependencies.map((path, index) =>
        figure(`\`${path.replace(/^.*node_modules\//, "")}\``, sizes[index] / 1024 ** 2, "MiB"),
      ),
      ratio("Node loads the plugin, against an empty one", medianRatio(own, nothing)),
      figure("Node loads the plugin, beyond an empty one", median(own) - median(nothing), "ms"),
    ],
  };
}

async function productionDependencies() {
  const lock = JSON.parse(await readFile(join(packageRoot, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages).flatMap(([path, { dev, devOptional, optional, peer }]) =>
    path && !dev && !devOptional && !optional && !peer ? [path] : [],
  );
}

/** A package's files without those of packages inside it, which are counted by themselves. */
async function bytesOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const sizes = entries.map(async (entry) => {
    if (entry.name === "node_modules") return 0;
    const path = join(folder, entry.name);
    return entry.isDirectory() ? bytesOf(path) : (await stat(path)).size;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

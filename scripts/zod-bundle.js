import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { build } from "esbuild";

/**
 * Bundles what the plugin uses of zod, with zod's license.
 * @param root this package's folder
 * @param outfile the module that is written
 */
export async function bundleZod(root, outfile) {
  const zod = dirname(createRequire(import.meta.url).resolve("zod/package.json"));
  const license = readFileSync(join(zod, "LICENSE"), "utf8").trim();
  await build({
    absWorkingDir: root,
    entryPoints: ["src/contracts/zod.ts"],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2023",
    banner: { js: `/*!\nContains zod, https://zod.dev\n\n${license}\n*/` },
    logLevel: "warning",
  });
}

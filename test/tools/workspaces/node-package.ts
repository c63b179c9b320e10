import { inPackages, logVariable, type PackageName } from "./world.js";

/** An npm package with a test of its own. @param core the version with which `app` depends on it */
export function nodePackage(
  name: PackageName,
  core: string,
  folder = inPackages[name],
): Record<string, string> {
  const manifest = {
    name: `@acme/${name}`,
    version: "1.0.0",
    scripts: { test: "node --test" },
    ...(name === "app" && { dependencies: { "@acme/core": core } }),
  };
  const test = [
    'const { appendFileSync } = require("node:fs");',
    'const { test } = require("node:test");',
    `test("${name}", () => appendFileSync(process.env.${logVariable}, "${name}\\n"));`,
  ];
  return {
    [`${folder}/package.json`]: JSON.stringify(manifest),
    [`${folder}/${name}.test.js`]: test.join("\n"),
  };
}

import { inPackages, logVariable, type PackageName } from "./world.js";

/** A Python package with a test of its own; `app` depends on `core` as a member of the workspace. */
export function pythonPackage(name: PackageName, folder = inPackages[name]): Record<string, string> {
  const dependency =
    name === "app" ? 'dependencies = ["core"]\n[tool.uv.sources]\ncore = { workspace = true }\n' : "";
  const test = [
    "import os",
    `def test_${name}():`,
    `    with open(os.environ["${logVariable}"], "a") as log:`,
    `        log.write("${name}\\n")`,
  ];
  return {
    [`${folder}/pyproject.toml`]: `[project]\nname = "${name}"\nversion = "1.0.0"\n${dependency}`,
    [`${folder}/tests/test_${name}.py`]: `${test.join("\n")}\n`,
  };
}

import { pythonPackage } from "./python-package.js";
import { filesOfEach, inPackages, type World } from "./world.js";

const members = '[tool.uv.workspace]\nmembers = ["packages/*"]\n';

function world(name: string, root: string): World {
  return {
    name,
    files: {
      ".gitignore": "__pycache__\n.pytest_cache\n",
      "uv.lock": "version = 1\n",
      "pyproject.toml": root,
      ...filesOfEach((each) => pythonPackage(each)),
    },
    folders: inPackages,
    rootFile: "uv.lock",
  };
}

export const uvWorlds: readonly World[] = [
  world("uv with one pytest", `${members}[tool.pytest.ini_options]\naddopts = "-q"\n`),
  world("uv with a pytest in each package", members),
];

/** uv is in neither registry that the tests install from. This starts what it would start, in the machine's Python. */
export const standIn = `#!/bin/sh
while [ "$1" = run ] || [ "\${1#-}" != "$1" ]; do shift; done
exec "$@"
`;

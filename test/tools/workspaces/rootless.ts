import { nodePackage } from "./node-package.js";
import { pythonPackage } from "./python-package.js";
import type { World } from "./world.js";

const folders = { core: "frontend", app: "admin", other: "backend" };

export const rootless: World = {
  name: "no manifest in the root",
  files: {
    ".gitignore": "node_modules\n__pycache__\n.pytest_cache\n",
    "README.md": "Three folders.\n",
    ...nodePackage("core", "", folders.core),
    ...nodePackage("app", "file:../frontend", folders.app),
    ...pythonPackage("other", folders.other),
  },
  folders,
  rootFile: "README.md",
};

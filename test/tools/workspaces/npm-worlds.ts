import { nodePackage } from "./node-package.js";
import { filesOfEach, inPackages, logVariable, type World } from "./world.js";

const ignored = { ".gitignore": "node_modules\n.turbo\n.yarn\n.pnp.*\n" };

interface NodeWorld {
  test: string;
  core: string;
  root?: object;
  files?: Record<string, string>;
}

function world(name: string, { test, core, root, files }: NodeWorld, more: Partial<World> = {}): World {
  return {
    name,
    files: {
      ...ignored,
      "package.json": JSON.stringify({ name: "all", private: true, scripts: { test }, ...root }),
      ...filesOfEach((each) => nodePackage(each, core)),
      ...files,
    },
    folders: inPackages,
    rootFile: "package.json",
    ...more,
  };
}

const workspaces = { workspaces: ["packages/*"] };
const pnpmFiles = {
  "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n",
  "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
};
const classic = "1.22.22";
const berry = "4.18.1";

export const npmWorlds: readonly World[] = [
  world("npm workspaces", { test: "npm test --workspaces", core: "^1.0.0", root: workspaces }),
  world(
    "pnpm with turbo",
    {
      test: "turbo run test",
      core: "workspace:*",
      root: { packageManager: "pnpm@10.34.9" },
      files: {
        ...pnpmFiles,
        "turbo.json": JSON.stringify({
          globalPassThroughEnv: [logVariable, "NODE_OPTIONS"],
          tasks: { test: {} },
        }),
      },
    },
    { rootFile: "turbo.json" },
  ),
  world("pnpm without turbo", { test: "pnpm -r test", core: "workspace:*", files: pnpmFiles }),
  world(
    "yarn",
    {
      test: "yarn workspaces foreach -A run test",
      core: "workspace:*",
      root: { ...workspaces, packageManager: `yarn@${berry}` },
      files: { "yarn.lock": "" },
    },
    { prepare: ["yarn", "install"] },
  ),
  world("yarn 1", {
    test: "yarn workspaces run test",
    core: "^1.0.0",
    root: { ...workspaces, packageManager: `yarn@${classic}` },
    files: { "yarn.lock": "" },
  }),
];

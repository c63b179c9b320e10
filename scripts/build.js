// Compiles src to dist and copies the prompts beside their loader.
import { spawnSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

rmSync(`${root}/dist`, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
cpSync(`${root}/src/actors/prompts`, `${root}/dist/actors/prompts`, {
  recursive: true,
  filter: (path) => !path.endsWith(".ts"),
});
process.exit(status ?? 1);

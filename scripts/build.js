// Compiles src to dist, copies the prompts beside their loader, and bundles zod and the inspector's page.
// If dist already comes from the same sources and is whole, it is left as it is; `npm run build -- --force` builds it in any case.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { stampName, stampOf } from "./build-stamp.js";
import { bundleZod } from "./zod-bundle.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const stamp = `${root}/dist/${stampName}`;
const sources = [
  "src",
  "scripts/build.js",
  "scripts/build-stamp.js",
  "scripts/zod-bundle.js",
  "visualizations/orchestrator.svg",
  "tsconfig.json",
  "tsconfig.build.json",
  "package-lock.json",
];
const isForced = process.argv.length > 2;
if (!isForced && existsSync(stamp) && readFileSync(stamp, "utf8") === currentStamp()) process.exit(0);

rmSync(`${root}/dist`, { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
cpSync(`${root}/src/actors/prompts`, `${root}/dist/actors/prompts`, {
  recursive: true,
  filter: (path) => !path.endsWith(".ts"),
});
await bundleZod(root, `${root}/dist/contracts/zod.js`);
const assets = `${root}/dist/inspector/assets`;
mkdirSync(assets, { recursive: true });
await build({
  entryPoints: { page: `${root}/src/inspector/page/main.tsx` },
  outdir: assets,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
});
await build({
  entryPoints: { page: `${root}/src/inspector/page/page.css` },
  outdir: assets,
  minify: true,
  logLevel: "warning",
});
cpSync(`${root}/visualizations/orchestrator.svg`, `${assets}/chart.svg`);
if (process.argv.includes("--sizes")) {
  for (const name of ["page.js", "page.css", "chart.svg"]) {
    const bytes = readFileSync(`${assets}/${name}`);
    console.log(`${name}: ${bytes.length} bytes, ${gzipSync(bytes).length} gzipped`);
  }
}
if (status === 0) writeFileSync(stamp, currentStamp());
process.exit(status ?? 1);

function currentStamp() {
  return stampOf(root, sources, `${root}/dist`);
}

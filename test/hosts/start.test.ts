import { mkdtemp, readFile, rm } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Metafile } from "esbuild";
import { beforeAll, expect, test } from "vitest";
import { bundleZod } from "../../scripts/zod-bundle.js";
import * as z from "../../src/contracts/zod.js";

const entry = "src/hosts/opencode.ts";

let root: string;
let inputs: Metafile["inputs"];

beforeAll(async () => {
  root = fileURLToPath(new URL("../..", import.meta.url));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outdir: "out",
    write: false,
    metafile: true,
  });
  inputs = metafile.inputs;
});

/** What is loaded with the entry: dynamic imports are not followed. */
function loaded(): string[] {
  const reached = new Set<string>();
  follow(entry, reached);
  return [...reached].sort();
}

function follow(file: string, reached: Set<string>): void {
  if (reached.has(file)) return;
  reached.add(file);
  for (const { path, kind, external } of inputs[file]?.imports ?? []) {
    if (kind === "import-statement" && !external) follow(path, reached);
  }
}

test("OpenCode's start loads neither the statechart, nor what reads runs, nor what is for OpenCode 2", () => {
  expect(loaded()).toContain("src/hosts/opencode1/config.ts");
  expect(
    loaded().filter((path) => /^src\/(machine|inspector|hosts\/opencode2)\/|stored-run/.test(path)),
  ).toEqual([]);
});

test("of all packages it loads zod only, through the file that is bundled", () => {
  const packages = loaded().flatMap((file) =>
    (inputs[file]?.imports ?? [])
      .filter(({ path, kind, external }) => external && kind === "import-statement" && !isBuiltin(path))
      .map(({ path }) => [file, path]),
  );
  expect(packages).toEqual([["src/contracts/zod.ts", "zod"]]);
});

test("the bundled zod has zod's messages and its license, and no other language", async () => {
  const folder = await mkdtemp(join(tmpdir(), "orchestrator-zod-"));
  try {
    const file = join(folder, "zod.mjs");
    await bundleZod(root, file);
    const bundled = (await import(pathToFileURL(file).href)) as typeof z;
    const problemsOf = ({ object, string, number, prettifyError }: typeof z) => {
      const { error } = object({ text: string(), count: number().min(3) }).safeParse({ count: 2 });
      return error && prettifyError(error);
    };
    expect(problemsOf(bundled)).toBe(problemsOf(z));
    const text = await readFile(file, "utf8");
    expect(text).toContain("Permission is hereby granted");
    expect(text.match(/^\/\/ .*\/locales\/.*$/gm)).toEqual([expect.stringContaining("/en.js")]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

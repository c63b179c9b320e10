import { fileURLToPath } from "node:url";
import { build, type Metafile } from "esbuild";
import { expect, test } from "vitest";

const entry = "src/hosts/opencode.ts";

/** What is loaded with the entry: dynamic imports are not followed. */
async function loadedWith(file: string): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
    entryPoints: [file],
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    packages: "external",
    outdir: "out",
    write: false,
    metafile: true,
  });
  const reached = new Set<string>();
  follow(metafile.inputs, file, reached);
  return [...reached].sort();
}

function follow(inputs: Metafile["inputs"], file: string, reached: Set<string>): void {
  if (reached.has(file)) return;
  reached.add(file);
  for (const { path, kind } of inputs[file]?.imports ?? []) {
    if (kind === "import-statement") follow(inputs, path, reached);
  }
}

test("OpenCode's start loads neither the statechart, nor XState, nor what reads runs, nor what is for OpenCode 2", async () => {
  const loaded = await loadedWith(entry);

  expect(loaded).toContain("src/hosts/opencode1/config.ts");
  expect(
    loaded.filter((path) =>
      /^src\/(machine|inspector|hosts\/opencode2)\/|xstate|stored-run|jsonrepair/.test(path),
    ),
  ).toEqual([]);
});

import { runTool } from "./run-tool.js";

export interface GoPackage {
  /** The import path. */
  path: string;
  /** Absolute. */
  folder: string;
  /** It is one of those that were asked for, and not only a dependency. */
  isOwn: boolean;
  hasTests: boolean;
  /** All that it and its tests import, directly or not. */
  imports: Set<string>;
  /** Files that are embedded into it or its tests, relative to its folder. */
  embeds: string[];
}

const template = [
  "{{.ImportPath}}",
  "{{.Dir}}",
  "{{.DepOnly}}",
  '{{join .Deps ","}}',
  '{{join .EmbedFiles ","}},{{join .TestEmbedFiles ","}},{{join .XTestEmbedFiles ","}}',
].join("\t");

/** The packages of patterns and their dependencies without those of Go itself; `undefined` where Go cannot tell. */
export async function goPackages(
  patterns: readonly string[],
  worktree: string,
  folder?: string,
): Promise<GoPackage[] | undefined> {
  const format = `{{if not .Standard}}${template}{{end}}`;
  const printed = await runTool(
    ["go", "list", "-deps", "-test", "-f", format, ...patterns],
    worktree,
    folder,
  );
  if (printed === undefined) return undefined;
  const found = new Map<string, GoPackage>();
  const tests: { path: string; imports: string[] }[] = [];
  for (const line of printed.split("\n").filter(Boolean)) {
    const [name = "", place = "", isDependency, dependencies = "", embeds = ""] = line.split("\t");
    const imports = listed(dependencies).map(plain);
    // A test's program, the package with its tests, and the tests beside it: `a.test`, `a [a.test]`, `a_test [a.test]`.
    const test = /^(\S+)\.test$/.exec(name)?.[1] ?? /\[(\S+)\.test\]$/.exec(name)?.[1];
    if (test !== undefined) tests.push({ path: test, imports });
    else
      found.set(name, {
        path: name,
        folder: place,
        isOwn: isDependency === "false",
        hasTests: false,
        imports: new Set(imports),
        embeds: listed(embeds),
      });
  }
  for (const { path, imports } of tests) {
    const tested = found.get(path);
    if (!tested) continue;
    tested.hasTests = true;
    for (const name of imports) tested.imports.add(name);
  }
  return [...found.values()];
}

function plain(name: string): string {
  return name.replace(/ \[.*$/, "");
}

function listed(text: string): string[] {
  return text.split(",").filter(Boolean);
}

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "jsonc-parser";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { createProgram } from "../../src/cli/program.js";
import { optionsSchema } from "../../src/contracts/options.js";
import { commands } from "../../src/plugin/names.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFile(join(root, path), "utf8");
const decisions = (await readdir(join(root, "docs/decisions"))).map((name) => `docs/decisions/${name}`);
const pages = (await readdir(join(root, "docs"))).filter((name) => name.endsWith(".md"));
const guides = ["README.md", "CONTRIBUTING.md", ...pages.map((name) => `docs/${name}`), ...decisions];
const texts = new Map(await Promise.all(guides.map(async (guide) => [guide, await read(guide)] as const)));

interface Block {
  guide: string;
  language: string;
  text: string;
}

const blocks: Block[] = [...texts].flatMap(([guide, text]) =>
  [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", content = ""]) => {
    return { guide, language, text: content };
  }),
);
const blocksOf = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));

describe("the guides", () => {
  it.each(guides)("%s links to files and headings that exist", (guide) => {
    const links = [...(texts.get(guide) ?? "").matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(
      ([, link = ""]) => link,
    );
    const broken = links.filter((link) => {
      const [path = "", heading] = link.split("#");
      const target = path ? join(dirname(guide), path) : guide;
      if (!existsSync(join(root, target))) return true;
      return heading !== undefined && !headingsOf(texts.get(target) ?? "").includes(heading);
    });
    expect(broken).toEqual([]);
  });

  it("have code in languages that are checked here", () => {
    const known = ["sh", "ts", "json", "jsonc", "mermaid", ""];
    expect(blocks.filter(({ language }) => !known.includes(language))).toEqual([]);
  });

  it("show TypeScript that compiles where it says it belongs", () => {
    const examples = blocksOf("ts").map(
      ({ text }, index) => [join(root, `src/machine/regions/${index}.example.ts`), text] as const,
    );
    expect(examples.length).toBeGreaterThan(1);
    expect(compileErrors(new Map(examples))).toEqual([]);
  });

  it.each(blocksOf("sh").map(({ guide, text }) => [guide, text]))(
    "%s shows commands that exist: %s",
    async (_, text) => {
      for (const line of text
        .trim()
        .split("\n")
        .flatMap((each) => each.split(" && "))) {
        expect(await isKnown(line), line).toBe(true);
      }
    },
  );

  it("show options that are valid", () => {
    for (const { text, guide } of blocksOf("json", "jsonc")) {
      const errors: unknown[] = [];
      const value = parse(text, errors as never, { allowTrailingComma: true }) as {
        plugin?: [[string, object]];
      };
      expect(errors, `${guide}: ${text}`).toEqual([]);
      const { $schema: _, ...options } = (value.plugin?.[0]?.[1] ?? value) as { $schema?: string };
      expect(optionsSchema.safeParse(options).error, `${guide}: ${text}`).toBeUndefined();
    }
  });
});

function headingsOf(markdown: string): string[] {
  const headings = [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return headings.map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, "")
      .trim()
      .replaceAll(/\s/g, "-"),
  );
}

/** What the compiler says of modules that are not on the disk. */
function compileErrors(modules: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const own = {
    ...options,
    noEmit: true,
    noUnusedLocals: false,
    paths: { "opencode-orchestrator/machine": [join(root, "src/machine/index.ts")] },
  };
  const host = ts.createCompilerHost(own);
  const { getSourceFile, fileExists, readFile: readHost } = host;
  host.getSourceFile = (name, version, ...rest) => {
    const text = modules.get(name);
    return text === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, text, version);
  };
  host.fileExists = (name) => modules.has(name) || fileExists(name);
  host.readFile = (name) => modules.get(name) ?? readHost(name);
  const program = ts.createProgram([...modules.keys()], own, host);
  return [...modules.keys()].flatMap((name) => {
    const file = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  });
}

/** Whether a line of a shell names a script, a command or a subcommand that exists. */
async function isKnown(line: string): Promise<boolean> {
  const words = line
    .replace(/^npx (?:--no )?/, "")
    .replace(/^node dist\/cli\/main\.js /, "opencode-orchestrator ")
    .replace(/^[A-Z_]+='[^']*' /, "")
    .split(" ");
  const [program, first = "", second = ""] = words;
  const { scripts } = JSON.parse(await read("package.json")) as { scripts: Record<string, string> };
  switch (program) {
    case "cd":
      return true;
    case "npm":
      if (first === "run") return second in scripts;
      return ["ci", "test", "start", "install", "uninstall"].includes(first);
    case "opencode-orchestrator":
      return createProgram().commands.some((command) => command.name() === first);
    case "opencode": {
      const command = words[words.indexOf("--command") + 1] ?? "";
      if (words.includes("--command")) return command in commands;
      return ["", "debug", "models", "plugin", "providers"].includes(first);
    }
    default:
      return false;
  }
}

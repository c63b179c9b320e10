import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { worktreeOf } from "../worktree.js";

/** One of OpenCode's configs. */
export interface ConfigSource {
  /** Its file, or the variable that holds it. */
  name: string;
  /** What relative paths in it are relative to. */
  folder: string;
  config: Record<string, unknown>;
  /** Why it cannot be read. */
  problem?: string;
}

/** The configs that OpenCode reads for a folder, the weakest first. */
export function configSources(folder: string): ConfigSource[] {
  const { OPENCODE_CONFIG, OPENCODE_CONFIG_DIR, OPENCODE_CONFIG_CONTENT } = process.env;
  const upward = foldersUpTo(worktreeOf(folder), folder);
  const files = [
    ...["config.json", "opencode.json", "opencode.jsonc"].map((name) => join(globalFolder(), name)),
    ...(OPENCODE_CONFIG ? [OPENCODE_CONFIG] : []),
    ...upward.flatMap(inFolder),
    ...inFolder(join(homedir(), ".opencode")),
    ...upward.flatMap((path) => inFolder(join(path, ".opencode"))),
    ...(OPENCODE_CONFIG_DIR ? inFolder(OPENCODE_CONFIG_DIR) : []),
  ];
  const sources = [...new Set(files)].filter((file) => existsSync(file)).map(readSource);
  if (!OPENCODE_CONFIG_CONTENT) return sources;
  return [...sources, parseSource("OPENCODE_CONFIG_CONTENT", folder, OPENCODE_CONFIG_CONTENT)];
}

function globalFolder(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "opencode");
}

function inFolder(folder: string): string[] {
  return ["opencode.json", "opencode.jsonc"].map((name) => join(folder, name));
}

/** From the top to the folder. */
function foldersUpTo(top: string, folder: string): string[] {
  return folder === top || folder === dirname(folder)
    ? [folder]
    : [...foldersUpTo(top, dirname(folder)), folder];
}

function readSource(file: string): ConfigSource {
  try {
    return parseSource(file, dirname(file), readFileSync(file, "utf8"));
  } catch (error) {
    return { name: file, folder: dirname(file), config: {}, problem: (error as Error).message };
  }
}

function parseSource(name: string, folder: string, text: string): ConfigSource {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const config = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const [first] = errors;
  if (!first) return { name, folder, config };
  const line = text.slice(0, first.offset).split("\n").length;
  return { name, folder, config, problem: `${printParseErrorCode(first.error)} in line ${line}` };
}

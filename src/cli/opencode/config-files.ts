import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { type ParseError, parse } from "jsonc-parser";
import { worktreeOf } from "../worktree.js";
import { describeJsonError } from "./json-error.js";

/** Which configs: OpenCode's own, or those of its terminal screen. Their files are named for it. */
export type ConfigKind = "opencode" | "tui";

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
export function configSources(folder: string, kind: ConfigKind = "opencode"): ConfigSource[] {
  const { OPENCODE_CONFIG, OPENCODE_TUI_CONFIG, OPENCODE_CONFIG_DIR, OPENCODE_CONFIG_CONTENT } = process.env;
  const { inFolders, inDotFolders } = isProjectIgnored() ? noFiles : projectFiles(folder, kind);
  const named = { opencode: OPENCODE_CONFIG, tui: OPENCODE_TUI_CONFIG }[kind];
  const files = [
    ...globalFiles(globalFolder(), kind),
    ...(named ? [named] : []),
    ...inFolders,
    ...inFolder(join(homedir(), ".opencode"), kind),
    ...inDotFolders,
    ...(OPENCODE_CONFIG_DIR ? inFolder(OPENCODE_CONFIG_DIR, kind) : []),
  ];
  const sources = [...new Set(files)].filter((file) => existsSync(file)).map(readSource);
  if (!OPENCODE_CONFIG_CONTENT || kind === "tui") return sources;
  return [...sources, parseSource("OPENCODE_CONFIG_CONTENT", folder, OPENCODE_CONFIG_CONTENT)];
}

/** Whether the user has told OpenCode not to read the configs of projects. */
export function isProjectIgnored(): boolean {
  return /^(1|true)$/i.test(process.env.OPENCODE_DISABLE_PROJECT_CONFIG ?? "");
}

const noFiles = { inFolders: [], inDotFolders: [] };

/** Where a project's configs may be, the weakest first; their lists of plugins add up. */
export function projectConfigFiles(folder: string, kind: ConfigKind = "opencode"): string[] {
  const { inFolders, inDotFolders } = projectFiles(folder, kind);
  return [...inFolders, ...inDotFolders];
}

/** Where the user's own configs may be, the weakest first; OpenCode's own list of plugins hides those before it. */
export function userConfigFiles(kind: ConfigKind = "opencode"): string[] {
  const { OPENCODE_CONFIG_DIR } = process.env;
  return OPENCODE_CONFIG_DIR ? inFolder(OPENCODE_CONFIG_DIR, kind) : globalFiles(globalFolder(), kind);
}

/** Where the user keeps what OpenCode reads in every folder. */
export function userConfigFolder(): string {
  return process.env.OPENCODE_CONFIG_DIR || globalFolder();
}

function projectFiles(folder: string, kind: ConfigKind) {
  const upward = foldersUpTo(worktreeOf(folder), folder);
  return {
    inFolders: upward.flatMap((path) => inFolder(path, kind)),
    inDotFolders: upward.flatMap((path) => inFolder(join(path, ".opencode"), kind)),
  };
}

/** On every platform: OpenCode asks `xdg-basedir`, which knows no other place. */
function globalFolder(): string {
  return join(process.env.XDG_CONFIG_HOME || join(homedir(), ".config"), "opencode");
}

function globalFiles(folder: string, kind: ConfigKind): string[] {
  const older = kind === "opencode" ? [join(folder, "config.json")] : [];
  return [...older, ...inFolder(folder, kind)];
}

function inFolder(folder: string, kind: ConfigKind): string[] {
  return [`${kind}.json`, `${kind}.jsonc`].map((name) => join(folder, name));
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

function parseSource(name: string, folder: string, marked: string): ConfigSource {
  const text = marked.replace(/^\uFEFF/, "");
  if (text === "") return { name, folder, config: {} };
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const config = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const [first] = errors;
  return { name, folder, config, ...(first ? { problem: describeJsonError(text, first) } : {}) };
}

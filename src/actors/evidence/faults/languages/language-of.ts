import { posix } from "node:path";
import { c, csharp, dart, go, haskell, java, kotlin, other, rust, scala, sql, swift } from "./compiled.js";
import { javascript, typescript } from "./javascript.js";
import type { Language } from "./language.js";
import { elixir, lua, php, python, ruby, shell } from "./scripting.js";

/** The language of a file that a person wrote to be executed; nothing for all others. */
export function languageOf(path: string, text: string): Language | undefined {
  if (notWritten.test(path) || /(?:@generated|\bDO NOT EDIT\b)/.test(text.slice(0, 1000))) return undefined;
  const extension = posix.extname(path).slice(1).toLowerCase();
  if (extension !== "") return extensions.get(extension);
  const interpreter = /^#!.*?\b(python|node|deno|bun|ruby|php|lua|elixir|perl|bash|dash|zsh|ksh|sh)/.exec(
    text,
  )?.[1];
  return interpreter === undefined ? undefined : interpreters.get(interpreter);
}

/** Generated, bundled, installed, or a configuration of a tool. */
const notWritten =
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|generated|__generated__|site-packages)\/|\.(?:min|bundle|generated|gen|pb|g|designer|d)\.\w+$|_pb2(?:_grpc)?\.py$|\.(?:config|conf|setup)\.\w+$|(?:^|\/)\.[^/]*$|(?:^|\/)(?:setup|conf|noxfile|gulpfile|gruntfile|build|settings)\.(?:py|js|cjs|mjs|rs|gradle\.kts)$/i;

const table: readonly (readonly [Language, string])[] = [
  [javascript, "js mjs cjs jsx"],
  [typescript, "ts mts cts tsx"],
  [python, "py pyw"],
  [ruby, "rb rake"],
  [go, "go"],
  [rust, "rs"],
  [php, "php"],
  [java, "java"],
  [kotlin, "kt kts"],
  [csharp, "cs"],
  [swift, "swift"],
  [scala, "scala sc"],
  [dart, "dart"],
  [c, "c h cc cpp cxx hh hpp hxx m mm cu ino"],
  [shell, "sh bash zsh ksh"],
  [sql, "sql"],
  [lua, "lua luau"],
  [elixir, "ex exs"],
  [haskell, "hs"],
  [other, "pl pm r jl nim cr zig d sol v groovy gd awk"],
];

const extensions = new Map(
  table.flatMap(([language, names]) => names.split(" ").map((name) => [name, language] as const)),
);

const interpreters = new Map<string, Language>([
  ["python", python],
  ["node", javascript],
  ["deno", typescript],
  ["bun", typescript],
  ["ruby", ruby],
  ["php", php],
  ["lua", lua],
  ["elixir", elixir],
  ["perl", other],
  ...["bash", "dash", "zsh", "ksh", "sh"].map((name) => [name, shell] as const),
]);

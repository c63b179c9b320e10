import type { Language } from "./language.js";
import { doubleQuoted, singleQuoted, slashComments, starComments, tripleQuoted } from "./lexis.js";

export const python: Language = {
  name: "python",
  lexis: {
    lineComments: ["#"],
    blockComments: [],
    strings: [tripleQuoted, { open: "'''", close: "'''", isMultiline: true }, doubleQuoted, singleQuoted],
  },
  untouched:
    /^\s*(?:import\b|from\s.+\bimport\b|@\w|__all__\b|if\s+__name__\b|if\s+(?:typing\.)?TYPE_CHECKING\b|global\b|nonlocal\b|type\s+\w+\s*=|\w+\s*=\s*(?:\w+\.)?(?:TypeVar|NewType)\()/,
  hasGenerics: false,
  conditions: ["colon"],
  not: "not ",
  emptyStatement: "pass",
  hasSemicolons: false,
  declaresVariables: false,
};

export const ruby: Language = {
  name: "ruby",
  lexis: {
    lineComments: ["#"],
    blockComments: [["(?<![^\\n])=begin\\b", "\n=end"]],
    strings: [
      { open: '(?<!\\$)"', close: '"', isMultiline: true, interpolation: ["#{", "}"] },
      { ...singleQuoted, isMultiline: true },
      { open: "`", close: "`", interpolation: ["#{", "}"] },
      { open: String.raw`%[wWiIqQrsx]?\((?<![^\s(=,[|!]%\w?\()`, close: ")", isMultiline: true },
      { open: String.raw`%[wWiIqQrsx]?\[(?<![^\s(=,[|!]%\w?\[)`, close: "]", isMultiline: true },
      { open: String.raw`%[wWiIqQrsx]\{`, close: "}", isMultiline: true },
      { open: String.raw`%[wWiIqQrsx]\|`, close: "|", isMultiline: true },
      { open: String.raw`(?<![\w)\]])\?\\?[A-Za-z](?!\w)|(?<=[\s(,=])\?[^\w\s](?=[\s),])` },
    ],
    hasRegex: true,
    heredoc: String.raw`<<[~-]?(["'\x60]?)(?<end>[A-Z_]\w*)\1`,
  },
  untouched:
    /^\s*(?:require(?:_relative)?\b|load\b|autoload\b|include\s|extend\s|attr_\w+\b|private\b|public\b|protected\b|alias\b|gem\b|using\b|sig\b)|^\s*[A-Z]\w*\s*=\s*(?:Struct|Class|Data)\b/,
  headings: /^\s*(?:class|module)\b/,
  hasGenerics: false,
  conditions: ["line"],
  not: "!",
  emptyStatement: "",
  hasSemicolons: false,
  declaresVariables: false,
};

export const php: Language = {
  name: "php",
  lexis: {
    lineComments: [...slashComments, String.raw`#(?!\[)`],
    blockComments: starComments,
    strings: [
      { ...doubleQuoted, isMultiline: true },
      { ...singleQuoted, isMultiline: true },
    ],
    heredoc: String.raw`<<<(["']?)(?<end>\w+)\1`,
  },
  untouched: /^\s*(?:use\b|namespace\b|declare\b|require(?:_once)?\b|include(?:_once)?\b|#\[|interface\b)/,
  headings: /^\s*(?:(?:abstract\s+|final\s+|readonly\s+)*(?:class|trait|enum)\b|.*<\?php|.*\?>)/,
  hasGenerics: false,
  conditions: ["parentheses"],
  not: "!",
  emptyStatement: ";",
  hasSemicolons: true,
  declaresVariables: false,
};

export const lua: Language = {
  name: "lua",
  lexis: {
    lineComments: [String.raw`--(?!\[=*\[)`],
    blockComments: [[String.raw`--\[(=*)\[`, "]$1]"]],
    strings: [
      doubleQuoted,
      singleQuoted,
      { open: String.raw`\[(=*)\[`, close: "]$1]", escape: "none", isMultiline: true },
    ],
  },
  untouched: /\brequire\b/,
  hasGenerics: false,
  conditions: ["thenWord"],
  not: "not ",
  emptyStatement: "",
  hasSemicolons: false,
  declaresVariables: true,
};

export const elixir: Language = {
  name: "elixir",
  lexis: {
    lineComments: ["#"],
    blockComments: [],
    strings: [
      { open: '(?:~[a-zA-Z])?"""', close: '"""', isMultiline: true },
      { open: String.raw`~[a-zA-Z]\/`, close: "/", isMultiline: true },
      { open: String.raw`~[a-zA-Z]\[`, close: "]", isMultiline: true },
      { open: String.raw`~[a-zA-Z]\(`, close: ")", isMultiline: true },
      { open: String.raw`~[a-zA-Z]\|`, close: "|", isMultiline: true },
      { open: '"', close: '"', isMultiline: true, interpolation: ["#{", "}"] },
      singleQuoted,
      { open: String.raw`(?<!\w)\?\\?[^\s]` },
    ],
  },
  untouched:
    /^\s*(?:import\b|alias\b|use\b|require\b|@(?:moduledoc|doc|spec|type|typep|opaque|callback|behaviour|impl|deprecated|derive|vsn)\b)/,
  headings: /^\s*(?:defmodule|defprotocol|defimpl|defstruct)\b/,
  hasGenerics: false,
  conditions: ["doWord"],
  not: "!",
  hasSemicolons: false,
  declaresVariables: false,
};

export const shell: Language = {
  name: "shell",
  lexis: {
    lineComments: [String.raw`(?<![^\s;])#`],
    blockComments: [],
    strings: [
      { open: '"', close: '"', isMultiline: true, interpolation: ["$(", ")"] },
      { ...singleQuoted, escape: "none", isMultiline: true },
    ],
    heredoc: String.raw`<<-?\s*(["']?)(?<end>[A-Za-z_]\w*)\1`,
  },
  untouched: /^\s*(?:set\b|shopt\b|source\b|\.\s|trap\b|export\s+PATH\b|alias\b)/,
  headings: /^\s*[\w|*?"'.-]+\)/,
  hasGenerics: true,
  conditions: ["shell"],
  not: "! ",
  hasSemicolons: false,
  declaresVariables: false,
};

import type { Language } from "./language.js";
import { doubleQuoted, slashComments, starComments } from "./lexis.js";

const imports = String.raw`^\s*(?:import\b|export\s*(?:type\s*)?(?:\*|\{)|@\w|.*\brequire\(|.*\bimport\.meta\b)`;
const types = String.raw`^\s*(?:export\s+)?(?:declare\b|interface\s+\w|type\s+\w+\s*(?:[=<]|$)|enum\s|const\s+enum\b|abstract\s+\w+\()`;

export const javascript: Language = {
  name: "javascript",
  lexis: {
    lineComments: slashComments,
    blockComments: starComments,
    strings: [
      doubleQuoted,
      // Between the tags of a page it is an apostrophe.
      { open: "(?<!\\w)'", close: "'" },
      { open: "`", close: "`", isMultiline: true, interpolation: ["${", "}"] },
    ],
    hasRegex: true,
  },
  untouched: new RegExp(imports),
  hasGenerics: true,
  conditions: ["parentheses"],
  not: "!",
  emptyStatement: ";",
  hasSemicolons: false,
  declaresVariables: true,
};

export const typescript: Language = {
  ...javascript,
  name: "typescript",
  untouched: new RegExp(`${imports}|${types}`),
};

import type { Language } from "./language.js";
import { character, doubleQuoted, singleQuoted, slashComments, starComments, tripleQuoted } from "./lexis.js";

const preprocessor = String.raw`^\s*#\s*(?:include|define|undef|if|ifdef|ifndef|elif|else|endif|pragma|error|import|line)\b`;

export const c: Language = {
  name: "c",
  lexis: {
    lineComments: slashComments,
    blockComments: starComments,
    strings: [
      { open: String.raw`R"([^\s()\\]{0,16})\(`, close: ')$1"', escape: "none", isMultiline: true },
      doubleQuoted,
      character,
    ],
  },
  untouched: new RegExp(
    `${preprocessor}|${String.raw`^\s*(?:using\b|typedef\b|template\b|friend\b|extern\b|static_assert\b|_Static_assert\b|@(?:interface|property|import|protocol)|\[\[|.*\boperator\b)`}`,
  ),
  headings:
    /^\s*(?:namespace|struct|union|enum|class)\b[^()=]*$|^\s*(?:public|private|protected|default|case\b.*):/,
  hasGenerics: true,
  conditions: ["parentheses"],
  not: "!",
  emptyStatement: ";",
  hasSemicolons: true,
  declaresVariables: true,
};

export const java: Language = {
  ...c,
  name: "java",
  lexis: { ...c.lexis, strings: [tripleQuoted, doubleQuoted, character] },
  untouched: /^\s*(?:import\b|package\b|@\w)/,
  headings:
    /^\s*(?:(?:public|private|protected|static|final|abstract|sealed|non-sealed)\s+)*(?:class|interface|record|enum|@interface)\s/,
};

export const csharp: Language = {
  ...java,
  name: "csharp",
  lexis: {
    ...java.lexis,
    strings: [
      tripleQuoted,
      { open: String.raw`(?:@\$?|\$@)"`, close: '"', escape: "doubled", isMultiline: true },
      doubleQuoted,
      character,
    ],
  },
  untouched: new RegExp(`${preprocessor}|${String.raw`^\s*#|^\s*(?:using\s+(?!\(|var\b)|global\b|\[)`}`),
  headings:
    /^\s*(?:namespace\b|(?:(?:public|private|protected|internal|static|sealed|abstract|partial|readonly)\s+)*(?:class|interface|record|struct|enum)\s)/,
};

export const kotlin: Language = {
  ...java,
  name: "kotlin",
  lexis: {
    ...java.lexis,
    isNesting: true,
    strings: [
      { ...tripleQuoted, escape: "none", interpolation: ["${", "}"] },
      { ...doubleQuoted, interpolation: ["${", "}"] },
      character,
    ],
  },
  untouched: /^\s*(?:import\b|package\b|@\w|typealias\b)/,
  headings:
    /^\s*(?:(?:public|private|internal|open|abstract|sealed|data|enum|value|inner|companion)\s+)*(?:class|interface|object)\b/,
  emptyStatement: "",
  hasSemicolons: false,
};

export const swift: Language = {
  ...kotlin,
  name: "swift",
  lexis: {
    lineComments: slashComments,
    blockComments: starComments,
    isNesting: true,
    strings: [
      { open: '(#+)"', close: '"$1', escape: "none" },
      { ...tripleQuoted, interpolation: ["\\(", ")"] },
      { ...doubleQuoted, interpolation: ["\\(", ")"] },
    ],
  },
  untouched: /^\s*(?:import\b|@\w|#|typealias\b|associatedtype\b|case\b|.*\bfunc\s+[^\w\s])/,
  headings:
    /^\s*(?:(?:public|private|internal|open|final|indirect|fileprivate)\s+)*(?:class|struct|enum|protocol|extension|actor)\s/,
  conditions: ["brace"],
};

export const scala: Language = {
  ...kotlin,
  name: "scala",
  lexis: {
    ...kotlin.lexis,
    strings: [
      { ...tripleQuoted, escape: "none", interpolation: ["${", "}"] },
      { ...doubleQuoted, interpolation: ["${", "}"] },
      character,
    ],
  },
  untouched: /^\s*(?:import\b|package\b|@\w|type\s)/,
  headings: /^\s*(?:(?:private|protected|sealed|abstract|final|case|implicit)\s+)*(?:class|trait|object)\s/,
};

export const dart: Language = {
  ...java,
  name: "dart",
  lexis: {
    ...java.lexis,
    strings: [
      { ...tripleQuoted, interpolation: ["${", "}"] },
      { open: "'''", close: "'''", isMultiline: true, interpolation: ["${", "}"] },
      { ...doubleQuoted, interpolation: ["${", "}"] },
      { ...singleQuoted, interpolation: ["${", "}"] },
    ],
  },
  untouched: /^\s*(?:import\b|export\b|library\b|part\b|@\w|typedef\b)/,
  headings: /^\s*(?:abstract\s+)?(?:class|mixin|extension|enum)\s/,
};

export const go: Language = {
  name: "go",
  lexis: {
    lineComments: slashComments,
    blockComments: starComments,
    strings: [doubleQuoted, { open: "`", close: "`", escape: "none", isMultiline: true }, character],
  },
  untouched: /^\s*(?:import\b|package\b|type\b)/,
  hasGenerics: false,
  conditions: ["brace"],
  not: "!",
  emptyStatement: "",
  hasSemicolons: false,
  declaresVariables: true,
};

export const rust: Language = {
  name: "rust",
  lexis: {
    lineComments: slashComments,
    blockComments: starComments,
    isNesting: true,
    strings: [
      { open: String.raw`\bb?r(#*)"`, close: '"$1', escape: "none", isMultiline: true },
      { ...doubleQuoted, isMultiline: true },
      character,
    ],
  },
  untouched: /^\s*(?:(?:pub(?:\([^)]*\))?\s+)?(?:use|extern|type|struct|enum|union)\b|#!?\[|macro_rules!)/,
  headings: /^\s*(?:(?:pub(?:\([^)]*\))?\s+)?(?:unsafe\s+)?(?:mod|trait|impl)\b|where\b)/,
  hasGenerics: true,
  conditions: ["brace"],
  not: "!",
  emptyStatement: "",
  hasSemicolons: true,
  declaresVariables: true,
};

export const haskell: Language = {
  name: "haskell",
  lexis: {
    lineComments: [String.raw`--(?![!#$%&*+.\/<=>?@\\^|~-]*[!#$%&*+.\/<=>?@\\^|~])`],
    blockComments: [[String.raw`\{-`, "-}"]],
    isNesting: true,
    strings: [doubleQuoted, character],
  },
  untouched:
    /^\s*(?:import\b|module\b|data\b|newtype\b|type\b|class\b|instance\b|infix[lr]?\b|deriving\b)|::/,
  hasGenerics: true,
  conditions: ["thenWord"],
  not: "not ",
  hasSemicolons: false,
  declaresVariables: false,
};

export const sql: Language = {
  name: "sql",
  lexis: {
    lineComments: ["--"],
    blockComments: starComments,
    strings: [
      { ...singleQuoted, escape: "doubled", isMultiline: true },
      { ...doubleQuoted, escape: "doubled" },
      { open: String.raw`\$(\w*)\$`, close: "$$1$", escape: "none", isMultiline: true },
    ],
  },
  untouched:
    /^\s*(?:create\s+(?:table|index|type|extension|schema)|alter\b|drop\b|grant\b|set\b|use\b|pragma\b)/i,
  hasGenerics: false,
  conditions: [],
  not: "not ",
  hasSemicolons: false,
  declaresVariables: false,
};

/** A guess for what has braces and parentheses and is in no table. */
export const other: Language = {
  ...c,
  name: "other",
  lexis: {
    lineComments: [...slashComments, "#"],
    blockComments: starComments,
    strings: [doubleQuoted, singleQuoted],
  },
  untouched: /^\s*(?:import\b|package\b|use\b|using\b|module\b|namespace\b|include\b|require\b|type\b|@\w)/,
  hasSemicolons: true,
  declaresVariables: false,
};

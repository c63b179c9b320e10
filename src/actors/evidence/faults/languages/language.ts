/** A literal. Patterns are sources of regular expressions that match where the literal begins. */
export interface StringSyntax {
  open: string;
  /** The text that ends it; `$1` is the first group of `open`. Absent: `open` matches the whole literal. */
  close?: string;
  /** How the closing text is written inside of it. Default: after a backslash. */
  escape?: "doubled" | "none";
  isMultiline?: boolean;
  /** What encloses code inside of it. */
  interpolation?: readonly [open: string, close: string];
}

/** How comments and literals are written. */
export interface Lexis {
  /** Sources of regular expressions that match where a comment begins. It ends with its line. */
  lineComments: readonly string[];
  /** Sources of regular expressions, and the text that ends the comment. */
  blockComments: readonly (readonly [open: string, close: string])[];
  isNesting?: boolean;
  strings: readonly StringSyntax[];
  /** Whether `/…/` is a literal where an operand may begin. */
  hasRegex?: boolean;
  /** Matches the word after which the next lines are a literal; its group `end` is the line that ends it. */
  heredoc?: string;
}

/** How the condition of an `if` is delimited. */
export type ConditionStyle = "parentheses" | "brace" | "colon" | "thenWord" | "doWord" | "line" | "shell";

export type LanguageName =
  | "javascript"
  | "typescript"
  | "python"
  | "ruby"
  | "go"
  | "rust"
  | "php"
  | "java"
  | "kotlin"
  | "csharp"
  | "swift"
  | "scala"
  | "dart"
  | "c"
  | "shell"
  | "sql"
  | "lua"
  | "elixir"
  | "haskell"
  | "other";

export interface Language {
  name: LanguageName;
  lexis: Lexis;
  /** Statements that are never changed, with all that their brackets hold: imports, types, annotations. */
  untouched: RegExp;
  /** Lines that are never changed, while what their brackets hold is code. */
  headings?: RegExp;
  /** `<` encloses types, so that a comparison is only what has spaces on both sides. */
  hasGenerics: boolean;
  conditions: readonly ConditionStyle[];
  /** Put before a condition in parentheses. */
  not: string;
  /** What a removed statement leaves. Absent: none is removed. */
  emptyStatement?: string;
  /** Whether every statement ends with a semicolon. */
  hasSemicolons: boolean;
  /** Whether `x = 1` never declares `x`. */
  declaresVariables: boolean;
}

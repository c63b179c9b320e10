import type { LanguageName } from "../languages/language.js";
import type { Mutator } from "./mutator.js";
import { swaps } from "./swaps.js";

type Swap = readonly [pattern: RegExp, table: Readonly<Record<string, string>>, only?: RegExp];

const common: Swap = [
  /(?<![=!<>:~/])(?:===|!==|==|!=)(?![=~])/g,
  { "===": "!==", "!==": "===", "==": "!=", "!=": "==" },
];

const own: Partial<Record<LanguageName, readonly Swap[]>> = {
  python: [
    common,
    [/\bis not\b/g, { "is not": "is" }],
    [/\bis\b(?! not\b)/g, { is: "is not" }],
    [/\bnot in\b/g, { "not in": "in" }],
    [/ (in) /g, { in: "not in" }, /^\s*(?:if|elif|return)\b(?!.*\bfor\b)(?!.*\bnot in\b)/],
  ],
  // `===` asks whether something is of a kind, and has no opposite.
  ruby: [[/(?<![=!<>:~])(?:==|!=)(?![=~])/g, { "==": "!=", "!=": "==" }]],
  lua: [[/~=|==/g, { "~=": "==", "==": "~=" }]],
  haskell: [[/(?<![=/<>|&])(?:==|\/=)(?!=)/g, { "==": "/=", "/=": "==" }]],
  shell: [
    [/(?<=\s)-(?:eq|ne)(?=\s)/g, { "-eq": "-ne", "-ne": "-eq" }],
    [/(?<=\s)(?:==|!=|=)(?=\s)/g, { "==": "!=", "!=": "==", "=": "!=" }, /\[.*\]/],
  ],
  sql: [
    [
      /(?<=\b(?:where|and|or|on|when|having)\b.*[\w)"] )(?:=|<>|!=)(?= ["\w:($?])/gi,
      { "=": "<>", "<>": "=", "!=": "=" },
    ],
  ],
};

/** What is asked to be equal is asked to differ, and the other way round. */
export const equalityOperator: Mutator = {
  kind: "equality operator",
  edits(line) {
    if (/\b(?:def|func|operator)\s*[=!]=/.test(line.code)) return [];
    return (own[line.language.name] ?? [common])
      .filter(([, , only]) => only?.test(line.code) ?? true)
      .flatMap(([pattern, table]) => swaps(line, pattern, table))
      .toSorted((a, b) => a.at - b.at);
  },
};

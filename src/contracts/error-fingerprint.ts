import { withoutComparedValues } from "./compared-values.js";

/** What names an error. `text` may be the whole line as it was printed. */
export interface FingerprintParts {
  text: string;
  /** Relative to the worktree; a position after it and `./` before it do not matter. */
  file?: string | undefined;
  /** The rule's or compiler's own name for the error: `TS2322`, `E501`, `no-unused-vars`. Kept as it is. */
  code?: string | undefined;
  /** The name of the test that failed, its suites before it. Kept as it is: `case 1` is not `case 2`. */
  test?: string | undefined;
  /** The package of a workspace: the same words in another package are another error. */
  package?: string | undefined;
}

/**
 * A stable name for an error, as `package file | code | test: message`: equal for the same error at another line,
 * time, path or value, different for another package, file, rule or test, or other words.
 */
export function errorFingerprint(parts: FingerprintParts): string {
  const { text, file, code, test } = parts;
  const place = [parts.package ?? "", file ? normalisedFile(file) : ""].join(" ").trim();
  const message = normalisedMessage(text);
  return [place, code?.trim() ?? "", test === undefined ? message : `${test}: ${message}`].join(" | ");
}

/** The text without terminal colours, cursor movements and links. */
export function stripAnsi(text: string): string {
  return text.replace(ansi, "");
}

const esc = "\u001b";
const csi = "\u009b";
const ansi = new RegExp(
  [
    `${esc}\\][^\\u0007${esc}]*(?:\\u0007|${esc}\\\\)`,
    `(?:${esc}\\[|${csi})[0-?]*[ -/]*[@-~]`,
    `${esc}[ -/]+[0-~]`,
    `${esc}[@-Z\\\\^_=>78]`,
  ].join("|"),
  "g",
);

const weekday = "(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*";
const month = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*";

/** In this order: a pattern may rely on what the ones before it have replaced, or on the numbers after it. */
const replacements: readonly (readonly [RegExp, string])[] = [
  [/(?<![A-Za-z0-9])'[^'\n]*'(?![A-Za-z0-9])|"[^"\n]*"|`[^`\n]*`|[“«][^”»\n]*[”»]/g, "<value>"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "<id>"],
  [/(?<![\w:/])(?:file:\/\/)?\/(?:[\w.@+~%-]+\/)+[\w.@+~%-]*/g, "<path>"],
  [/\b(?:file:\/\/\/)?[A-Za-z]:[\\/](?:[^\s\\/:*?"<>|]+[\\/])*[^\s\\/:*?"<>|()]*/g, "<path>"],
  [/(?<=<path>|\.[A-Za-z]\w{0,5})(?::\d+(?::\d+)?|\(\d+(?:,\s?\d+)?\))/g, ""],
  [/\b\d{4}-\d\d-\d\dT?/g, "#"],
  [new RegExp(`\\b(?:${weekday},? )?(?:\\d{1,2} ${month}|${month} \\d{1,2},?) \\d{4}\\b`, "gi"), "#"],
  [/(:\d\d(?:[.,]\d+)?)(?:Z|\s?[ap]m)\b/gi, "$1"],
  [/\b0x[0-9a-f]+\b/gi, "<hex>"],
  [/\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b/gi, "<hex>"],
  [/\.?\b(?:tmp|temp)\.?(?=[\w-]*\d)[\w-]{3,}|\btmp[a-z0-9_]{8}\b/gi, "<temp>"],
  [
    /(?<![\w.])(?<![A-Z]{2}-[\d-]{0,20})[-+]?(?:\d+(?:[.,_]\d+)*(?:e[-+]?\d+)?\s?(?:ns|[µu]s|ms|s|m|h|seconds?|secs?|minutes?|mins?|hours?))+\b/gi,
    "#",
  ],
  [/(?<![A-Za-z_\d])(?<![A-Z]{2}-[\d-]{0,20})[-+]?\d+(?:[.,_]\d+)*(?:e[-+]?\d+)?/g, "#"],
  [/\s+/g, " "],
  [/#(?:[ :+-]?#)+/g, "#"],
];

/** In characters: nobody names an error by more, and a model may write without end. */
const longestMessage = 10_000;
/** Cut after the values are out: else a longer value would push words over the edge. */
const longestText = 100_000;

function normalisedMessage(text: string): string {
  let message = withoutComparedValues(stripAnsi(text).slice(0, longestText));
  for (const [pattern, replacement] of replacements) message = message.replace(pattern, replacement);
  return message.slice(0, longestMessage).trim().toLowerCase();
}

/** An absolute file keeps its last two parts: where the project lies does not matter, which file it is does. */
function normalisedFile(file: string): string {
  const path = stripAnsi(file)
    .trim()
    .replace(/^file:\/\//, "")
    .replaceAll("\\", "/")
    .replace(/(?::\d+){1,2}$|\(\d+(?:,\d+)?\)$/, "")
    .replace(/^(?:\.\/)+/, "");
  return /^(?:\/|[A-Za-z]:\/)/.test(path) ? path.split("/").slice(-2).join("/") : path;
}

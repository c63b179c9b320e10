const hidden = "‹redacted›";

/** What looks like a key, a token, a password or an `Authorization` header is taken out of a text. */
export function redactText(text: string): string {
  let clean = text;
  for (const [pattern, replacement] of patterns) clean = clean.replaceAll(pattern, replacement);
  return clean;
}

/** The same for all texts of a JSON value; what a secret's name holds is taken out whole. */
export function redact<Value>(value: Value): Value {
  return redacted(value, "") as Value;
}

function redacted(value: unknown, name: string): unknown {
  if (typeof value === "string") return value !== "" && secretName.test(name) ? hidden : redactText(value);
  if (Array.isArray(value)) return value.map((entry) => redacted(entry, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, redacted(entry, key)]));
}

/** The whole last word counts: `apiKey`, `AWS_SECRET_ACCESS_KEY`, `set-cookie`, yet not `tokens` or `keyboard`. */
const secretWord = `(?:api[_-]?key|access[_-]?key|private[_-]?key|secret(?:[_-]?key)?|token|passw(?:or)?d|passphrase|credentials?|authorization|cookie)`;
const secretName = new RegExp(`(?:^|[_-]|(?<=[a-z]))${secretWord}$|(?:^|_)(?:KEY|PWD|PASS|AUTH)$`, "i");

/** Each takes time in proportion to the text, whatever the text. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,10000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, hidden],
  // name: value, NAME=value, "name": "value" of what is named like a secret
  [
    new RegExp(
      String.raw`\b((?:[A-Za-z0-9]{1,40}[_-]){0,6}[a-z]{0,30}${secretWord}["']?\s{0,3}(?:=>?|:)\s{0,3}["']?)(?:(?:bearer|basic|token)\s+)?[^\s"',;&\]})‹]{3,}`,
      "gi",
    ),
    `$1${hidden}`,
  ],
  [/\b([A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){0,8}_(?:KEY|PWD|PASS|AUTH)=)[^\s‹]{3,}/g, `$1${hidden}`],
  [/\b((?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{12,}/gi, `$1${hidden}`],
  [
    /\b(https?|ssh|ftp|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?):\/\/[^\s/@:]{0,100}:[^\s/@]{1,200}@/g,
    `$1://${hidden}@`,
  ],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, hidden],
  [/\b(?:sk|pk|rk)[-_](?:[a-z]{2,10}[-_]){0,3}[A-Za-z0-9_-]{16,}/g, hidden],
  [
    /\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{30,}|hf_[A-Za-z0-9]{20,})/g,
    hidden,
  ],
  [/\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g, hidden],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, hidden],
  [/\bAIza[A-Za-z0-9_-]{30,}/g, hidden],
];

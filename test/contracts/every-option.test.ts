import { describe, expect, it } from "vitest";
import { settingsOf, toJsonSchema, toTable } from "../../scripts/options-schema.js";
import { defaultOptions, optionsSchema, readOptions } from "../../src/contracts/options.js";
import { toJSONSchema } from "../../src/contracts/zod.js";

interface Row {
  default: unknown;
  valid: unknown[];
  invalid: unknown[];
}

const rule = { bash: { "*": "ask", "rm *": "deny" } };
const check = { name: "test", command: "npm test", timeoutSeconds: 60, when: "final" };

/** What each option is without a value, and values that it takes and refuses. */
const rows: Record<string, Row> = {
  "agents.<role>.model": {
    default: undefined,
    valid: ["acme/small", "acme/big/v2", ["acme/small", "acme/big"]],
    invalid: [
      "small",
      "acme/",
      "a b/c",
      "acme/small ",
      "acme/small or big",
      [],
      ["acme/small", "big"],
      3,
      null,
    ],
  },
  "agents.<role>.prompt": {
    default: undefined,
    valid: ["Be brief.", { append: "Be brief." }, { replace: "Be brief." }, { replace: "a", append: "b" }],
    invalid: ["", { append: "" }, { apend: "x" }, { append: 1 }, 3, ["a"]],
  },
  "agents.<role>.temperature": { default: undefined, valid: [0, 0.5, 2], invalid: [-1, 2.1, "0", null] },
  "agents.<role>.permission": {
    default: undefined,
    valid: [{}, { edit: "ask" }, rule],
    invalid: ["ask", { edit: "maybe" }, { bash: { "rm *": true } }, []],
  },
  "agents.<role>.timeoutSeconds": { default: 600, valid: [0.5, 1200], invalid: [0, -1, "600"] },
  checks: {
    default: "auto",
    valid: ["auto", false, [], [check], ["auto", check]],
    invalid: [true, "none", {}, [3], ["all"]],
  },
  "checks[].name": { default: undefined, valid: ["unit"], invalid: ["", 3, undefined] },
  "checks[].command": { default: undefined, valid: ["make"], invalid: ["", ["make"], undefined] },
  "checks[].timeoutSeconds": { default: 600, valid: [1, 0.5], invalid: [0, -1, "60"] },
  "checks[].when": { default: "task", valid: ["task", "final"], invalid: ["now", true] },
  "checks[].results": { default: undefined, valid: ["build/**/*.xml"], invalid: ["", 3] },
  "checks[].folder": {
    default: undefined,
    valid: ["backend", "packages/core", ".github"],
    invalid: ["", "/backend", "../backend", "a/../b", "./a", "a/", "a\\b", ".", 3],
  },
  "checks[].exclusive": { default: undefined, valid: [true, false], invalid: ["yes", 1] },
  "checks[].skip": { default: undefined, valid: [true, false], invalid: ["yes", 1] },
  checkConcurrency: { default: 2, valid: [1, 8], invalid: [0, 9, 1.5, "2"] },
  affected: { default: "first", valid: ["first", "only", false], invalid: [true, "last"] },
  evidence: {
    default: { faults: 6, seconds: 120, minimum: 0, required: false },
    valid: [false, { faults: 0, seconds: 5, minimum: 0.5, required: true }],
    invalid: [true, { faults: -1 }, { minimum: 2 }, { seconds: 0 }],
  },
  tests: { default: "coder", valid: ["first"], invalid: ["last", true] },
  searchAhead: { default: 1, valid: [0, 1], invalid: [-1, 2, 0.5, true, null] },
  retryLimit: { default: 3, valid: [0, 7], invalid: [-1, 1.5, "3", null] },
  retryPlan: { default: ["fix"], valid: [["fix", "afresh"], ["afresh"]], invalid: [[], ["never"], "fix"] },
  sameErrorLimit: { default: 3, valid: [1, 7], invalid: [0, 1.5, "3"] },
  maxIterations: { default: 100, valid: [1, 1000], invalid: [0, 1.5, "100"] },
  callRetries: { default: 2, valid: [0, 5], invalid: [-1, 1.5, "2"] },
  maxFilesPerTask: { default: 2, valid: [1, 9], invalid: [0, 1.5, "2"] },
  maxTasks: { default: 50, valid: [1, 500], invalid: [0, 1.5, "50"] },
  "budget.tokens": { default: undefined, valid: [1, 2_000_000], invalid: [0, -1, "1M"] },
  "budget.costUsd": { default: undefined, valid: [0.01, 5], invalid: [0, -1, "$5"] },
  "budget.minutes": { default: undefined, valid: [0.5, 60], invalid: [0, -1, "1h"] },
  keepRuns: { default: 20, valid: [0, 100], invalid: [-1, 1.5, "20"] },
  requestTags: { default: false, valid: [true, false], invalid: ["true", 1, null] },
  "inspect.port": { default: undefined, valid: [0, 65535], invalid: [-1, 65536, 80.5, "80"] },
  "inspect.open": { default: undefined, valid: [true, false], invalid: ["yes", 1] },
};

it("there is a row for every option, and every option says what it means", () => {
  const settings = settingsOf(toJsonSchema(optionsSchema, toJSONSchema));
  expect(settings.map(({ key }: { key: string }) => key)).toEqual(Object.keys(rows));
  for (const { key, setting } of settings) expect(setting.description, key).toMatch(/^\S.{8,}/);
});

it("the docs' table names what a model takes as a user writes it", () => {
  expect(toTable(toJsonSchema(optionsSchema, toJSONSchema))).toContain(
    "| `agents.<role>.model` | `provider/model` or list of `provider/model` |",
  );
});

describe.each(Object.entries(rows))("%s", (key, row) => {
  const path = key.replace("<role>", "coder").replace("[]", ".0").split(".");

  it(`is ${JSON.stringify(row.default) ?? "nothing"} without a value`, () => {
    const { options } = readOptions(optionsAt(path, undefined));
    expect(at(options, path)).toEqual(row.default);
  });

  it.each(row.valid.map((value) => [value]))("takes %j", (value) => {
    const { options, problems } = readOptions(optionsAt(path, value));
    expect(problems).toEqual([]);
    expect(at(options, path)).toEqual(value);
  });

  it.each(row.invalid.map((value) => [value]))(
    "refuses %j, naming the key, what it got and what it takes",
    (value) => {
      const { options, problems } = readOptions(optionsAt(path, value));
      expect(options).toEqual(defaultOptions);
      expect(problems.length).toBe(1);
      const named = problems[0]?.slice(0, problems[0].indexOf(":")).split(".") ?? [];
      expect(named.slice(0, path.length)).toEqual(path);
      const got = JSON.stringify(at(optionsAt(path, value), named)) ?? "nothing";
      expect(problems[0]).toMatch(`${named.join(".")}: got ${got}; `);
      expect(problems[0]?.split("; ").at(-1)).toMatch(/\w{4}/);
    },
  );

  it("has no neighbour that is not known", () => {
    const unknown = [...path.slice(0, -1), `${path.at(-1)}x`];
    const { problems } = readOptions(optionsAt(unknown, 1));
    const answer = new RegExp(`got 1; no such setting; there are .*\\b${path.at(-1)}\\b`);
    expect(problems).toEqual([expect.stringMatching(answer)]);
    expect(problems[0]).toContain(`${unknown.join(".")}: `);
  });
});

const baseCheck = { name: "base", command: "true" };

/** Options that are valid but for the value at the path. */
function optionsAt(path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (key === "0") return [rest.length > 0 ? { ...baseCheck, ...(optionsAt(rest, value) as object) } : value];
  return { [key]: optionsAt(rest, value) };
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string, unknown>)?.[key], value);
}

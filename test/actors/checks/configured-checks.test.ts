import { describe, expect, it } from "vitest";
import {
  asksForFound,
  type ChecksOption,
  configurationLine,
  configuredChecks,
} from "../../../src/actors/checks/configured-checks.js";
import type { Check } from "../../../src/contracts/check.js";

const check = (name: string, command: string, more: Partial<Check> = {}): Check => ({
  name,
  command,
  timeoutSeconds: 600,
  when: "task",
  ...more,
});
const skipped = (name: string) => ({ name, skip: true, timeoutSeconds: 600, when: "task" as const });

const types = check("types", "tsc --noEmit");
const lint = check("lint", "eslint .");
const found = [types, lint];
const e2e = check("e2e", "npm run e2e", { when: "final" });

describe("configuredChecks", () => {
  it.each<[string, ChecksOption, Check[]]>([
    ["what is found", "auto", found],
    ["nothing", false, []],
    ["nothing of an empty list", [], []],
    ["the list, and nothing that is found", [e2e], [e2e]],
    ["what is found, and the list", ["auto", e2e], [types, lint, e2e]],
    ["the list before what is found", [e2e, "auto"], [e2e, types, lint]],
    ["what is found once, however often it is named", ["auto", e2e, "auto"], [types, lint, e2e]],
    [
      "one's own in the place of a found one of its name",
      ["auto", e2e, check("types", "npm run types", { timeoutSeconds: 60 })],
      [check("types", "npm run types", { timeoutSeconds: 60 }), lint, e2e],
    ],
    ["what is found without what is skipped", ["auto", skipped("lint")], [types]],
    ["the list without what is skipped", [e2e, { ...lint, skip: true }], [e2e]],
    ["what is not skipped, without the word", [{ ...lint, skip: false }], [lint]],
    ["what is found, where a name that is not is skipped", ["auto", skipped("lnt")], found],
  ])("takes %s", (_, option, checks) => {
    expect(configuredChecks(option, found)).toEqual(checks);
  });

  it("keeps what is known of a found check beside its command", () => {
    expect(configuredChecks(["auto"], [{ ...types, why: "tsconfig.json" }])).toEqual([
      { ...types, why: "tsconfig.json" },
    ]);
  });
});

it.each<[ChecksOption, boolean]>([
  ["auto", true],
  [["auto", e2e], true],
  [[e2e], false],
  [false, false],
])("%j asks for what is found: %j", (option, asks) => {
  expect(asksForFound(option)).toBe(asks);
});

describe("configurationLine", () => {
  it.each<[ChecksOption, Partial<Check> & { name: string }, string]>([
    [
      "auto",
      { name: "e2e", command: "npm run e2e" },
      '"checks": ["auto", {"name":"e2e","command":"npm run e2e"}]',
    ],
    ["auto", e2e, '"checks": ["auto", {"name":"e2e","command":"npm run e2e","when":"final"}]'],
    [
      ["auto", skipped("lint"), { ...e2e, timeoutSeconds: 60 }],
      { name: "db", command: "make db" },
      '"checks": ["auto", {"name":"lint","skip":true}, {"name":"e2e","command":"npm run e2e","timeoutSeconds":60,"when":"final"}, {"name":"db","command":"make db"}]',
    ],
    [
      [types, e2e],
      { ...types, when: "final" },
      '"checks": [{"name":"e2e","command":"npm run e2e","when":"final"}, {"name":"types","command":"tsc --noEmit","when":"final"}]',
    ],
    [false, types, '"checks": ["auto", {"name":"types","command":"tsc --noEmit"}]'],
  ])("of %j with %j", (option, added, line) => {
    expect(configurationLine(option, added)).toBe(line);
  });
});

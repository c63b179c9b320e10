import { parse } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { readPluginList, withEntry, withoutEntry, withSpec } from "../../../src/cli/install/plugin-list.js";

const add = (text: string) => withEntry(readPluginList(text), "/new");
const entryOf = (text: string, spec: string) => {
  const list = readPluginList(text);
  const entry = list.entries.find((each) => each.spec === spec);
  return { list, entry: entry ?? expect.fail(`${spec} is not in ${text}`) };
};
const take = (text: string, spec = "/new") => {
  const { list, entry } = entryOf(text, spec);
  return withoutEntry(list, entry);
};

/** What was there, and what it becomes. */
const additions: [string, string, string][] = [
  ["an empty object", "{}", '{\n  "plugin": ["/new"]\n}'],
  ["a spread empty object", "{\n}\n", '{\n  "plugin": ["/new"]\n}\n'],
  ["one line", '{"model":"a/b"}', '{"model":"a/b", "plugin": ["/new"]}'],
  ["one dense line", '{"a":1,"b":2}', '{"a":1,"b":2,"plugin": ["/new"]}'],
  ["lines", '{\n  "model": "a/b"\n}\n', '{\n  "model": "a/b",\n  "plugin": ["/new"]\n}\n'],
  ["tabs", '{\n\t"model": "a/b"\n}\n', '{\n\t"model": "a/b",\n\t"plugin": ["/new"]\n}\n'],
  ["a trailing comma", '{\n  "model": "a/b",\n}\n', '{\n  "model": "a/b",\n  "plugin": ["/new"],\n}\n'],
  [
    "a comment behind the last property",
    '{\n  "model": "a/b" // mine\n}\n',
    '{\n  "model": "a/b", // mine\n  "plugin": ["/new"]\n}\n',
  ],
  [
    "a comment behind a trailing comma",
    '{\n  "model": "a/b", // mine\n  // the end\n}\n',
    '{\n  "model": "a/b", // mine\n  "plugin": ["/new"],\n  // the end\n}\n',
  ],
  ["an empty list", '{ "plugin": [] }', '{ "plugin": ["/new"] }'],
  ["an empty list with a comment", '{ "plugin": [/* none */] }', '{ "plugin": [/* none */ "/new"] }'],
  [
    "an empty list over lines",
    '{\n  "plugin": [\n    // none yet\n  ]\n}',
    '{\n  "plugin": [\n    // none yet\n    "/new"\n  ]\n}',
  ],
  ["a list in a line", '{ "plugin": ["a", "b"] }', '{ "plugin": ["a", "b", "/new"] }'],
  [
    "a list over lines",
    '{\r\n    "plugin": [\r\n        "a"\r\n    ]\r\n}\r\n',
    '{\r\n    "plugin": [\r\n        "a",\r\n        "/new"\r\n    ]\r\n}\r\n',
  ],
  [
    "a list with comments and a trailing comma",
    '{\n  "plugin": [\n    "a", // first\n    ["b", { "x": 1 }], // second\n  ],\n}',
    '{\n  "plugin": [\n    "a", // first\n    ["b", { "x": 1 }], // second\n    "/new",\n  ],\n}',
  ],
  [
    "a list whose comment ends its line",
    '{ "plugin": ["a" // first\n] }',
    '{ "plugin": ["a", // first\n  "/new"\n] }',
  ],
  [
    "the last of two lists, which is the one that counts",
    '{ "plugin": ["a"], "plugin": ["b"] }',
    '{ "plugin": ["a"], "plugin": ["b", "/new"] }',
  ],
];

describe("an entry", () => {
  it.each(additions)("is added to %s as the others are written, and taken out again", (_, before, after) => {
    expect(add(before)).toBe(after);
    // Whether a list or its object was there and empty, only the backup knows.
    if (parse(take(after)).plugin) expect(take(after)).toBe(before);
    else expect(parse(take(after))).toEqual({ ...parse(before), plugin: undefined });
  });

  it.each([
    ["the only one", '{ "model": "a/b", "plugin": ["/new"] }', '{ "model": "a/b" }'],
    ["the only one in a list first", '{ "plugin": ["/new"], "model": "a/b" }', '{ "model": "a/b" }'],
    ["the only one over lines", '{\n  "plugin": [\n    "/new",\n  ],\n  "a": 1\n}', '{\n  "a": 1\n}'],
    ["the first in a line", '{ "plugin": ["/new", "b"] }', '{ "plugin": ["b"] }'],
    ["one in the middle", '{ "plugin": ["a", "/new", "b"] }', '{ "plugin": ["a", "b"] }'],
    [
      "one with options",
      '{ "plugin": [\n  ["/new", {\n    "a": [1, 2]\n  }],\n  "b"\n] }',
      '{ "plugin": [\n  "b"\n] }',
    ],
    [
      "one beside a comment, which stays",
      '{ "plugin": [\n  // mine\n  "/new" // this\n] }',
      '{ "plugin": [\n  // mine\n  // this\n] }',
    ],
  ])("is taken out: %s", (_, before, after) => {
    expect(take(before)).toBe(after);
  });

  it("gets another spec and keeps its options and comments", () => {
    const text = '{ "plugin": [["old", /* few */ { "retryLimit": 1 }], "b"] } // mine';
    const { list, entry } = entryOf(text, "old");
    expect(withSpec(list, entry, "/new")).toBe(text.replace('"old"', '"/new"'));
  });

  it("is written as JSON, whatever is in the path", () => {
    const path = 'C:\\Users\\"me"\\node_modules';
    expect(readPluginList(withEntry(readPluginList("{}"), path)).entries[0]?.spec).toBe(path);
  });
});

describe("what is no config", () => {
  it.each([
    ['{\n  "a": 1\n  "b": 2\n}', "CommaExpected in line 3"],
    ["// nothing else\n", "ValueExpected in line 2"],
    ["[]", "it is not an object"],
    ['{\n  "plugin": "a"\n}', '"plugin" in line 2 is not a list'],
    ['{ "plugin": null }', '"plugin" in line 1 is not a list'],
  ])("%j is refused with the place", (text, message) => {
    expect(() => readPluginList(text)).toThrow(message);
  });
});

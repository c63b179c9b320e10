import { write } from "../../../support/mission.js";

/** A project of one function with two tests. */
export const adder: Record<string, string> = {
  "package.json": manifest({ test: "node --test" }),
  "add.js": "exports.add = (a, b) => a + b;\n",
  "add.test.js": tests(
    'test("adds", () => assert.equal(add(2, 2), 4));',
    'test("adds below zero", () => assert.equal(add(-1, -1), -2));',
  ),
  "other.test.js": tests('test("adds nothing", () => assert.equal(add(0, 0), 0));'),
};

export const broken = write("add.js", "exports.add = (a, b) => a - b;\n");

export function manifest(scripts: Record<string, string>, more: object = {}): string {
  return `${JSON.stringify({ name: "adder", private: true, scripts, ...more }, null, 2)}\n`;
}

/** A file of tests for Node's runner. */
export function tests(...lines: string[]): string {
  return [
    'const { test } = require("node:test");',
    'const assert = require("node:assert");',
    'const { add } = require("./add.js");',
    ...lines,
    "",
  ].join("\n");
}

/** Some files of the project, with the same content. */
export function only(...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, adder[name] ?? ""]));
}

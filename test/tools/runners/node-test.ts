import { assertion, fileOf, type Runner } from "./runner.js";

export const nodeTest: Runner = {
  name: "node --test",
  files: {
    "package.json": '{"type":"module","scripts":{"test":"node --test"}}\n',
    "add.js": "export const add = (a, b) => a + b;\n",
  },
  source: {
    file: "add.js",
    text: "export const add = (a, b) => a + b;\nexport const twice = (a) => add(a, a);\n",
  },
  suite: (place, tests) =>
    fileOf(
      `test/${place}.test.js`,
      [
        'import assert from "node:assert/strict";',
        'import { test } from "node:test";',
        'import * as source from "../add.js";',
      ],
      tests,
      (test) => {
        const [call, value] = assertion(test);
        const skip = test.does === "skips" ? ".skip" : "";
        return `test${skip}("${test.name}", () => assert.equal(source.${call}, ${value}));`;
      },
    ),
};

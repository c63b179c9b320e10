import { assertion, fileOf, type Runner } from "./runner.js";

export const mocha: Runner = {
  name: "mocha",
  packages: ["mocha"],
  files: {
    "package.json": '{"scripts":{"test":"mocha"}}\n',
    "add.js": "exports.add = (a, b) => a + b;\n",
  },
  source: {
    file: "add.js",
    text: "exports.add = (a, b) => a + b;\nexports.twice = (a) => exports.add(a, a);\n",
  },
  suite: (place, tests) =>
    fileOf(
      `test/${place}.js`,
      ['const assert = require("node:assert/strict");', 'const source = require("../add.js");'],
      tests,
      (test) => {
        const [call, value] = assertion(test);
        const skip = test.does === "skips" ? ".skip" : "";
        return `it${skip}("${test.name}", () => assert.equal(source.${call}, ${value}));`;
      },
    ),
};

import { assertion, fileOf, type Runner } from "./runner.js";

export const jest: Runner = {
  name: "jest",
  shuffled: (seed) => `npm test -- --randomize --seed=${seed}`,
  packages: ["jest"],
  files: {
    "package.json": '{"scripts":{"test":"jest"}}\n',
    "add.js": "exports.add = (a, b) => a + b;\n",
  },
  source: {
    file: "add.js",
    text: "exports.add = (a, b) => a + b;\nexports.twice = (a) => exports.add(a, a);\n",
  },
  suite: (place, tests) =>
    fileOf(`test/${place}.test.js`, ['const source = require("../add.js");'], tests, (test) => {
      const [call, value] = assertion(test);
      const skip = test.does === "skips" ? ".skip" : "";
      return `test${skip}("${test.name}", () => expect(source.${call}).toBe(${value}));`;
    }),
};

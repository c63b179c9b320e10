import { assertion, fileOf, type Runner } from "./runner.js";

export const vitest: Runner = {
  name: "vitest",
  shuffled: (seed) => `npm test -- --sequence.shuffle --sequence.seed=${seed}`,
  packages: ["vitest"],
  files: {
    "package.json": '{"type":"module","scripts":{"test":"vitest run"}}\n',
    "add.js": "export const add = (a, b) => a + b;\n",
  },
  source: {
    file: "add.js",
    text: "export const add = (a, b) => a + b;\nexport const twice = (a) => add(a, a);\n",
  },
  suite: (place, tests) =>
    fileOf(
      `test/${place}.test.js`,
      ['import { expect, test } from "vitest";', 'import * as source from "../add.js";'],
      tests,
      (test) => {
        const [call, value] = assertion(test);
        const skip = test.does === "skips" ? ".skip" : "";
        return `test${skip}("${test.name}", () => expect(source.${call}).toBe(${value}));`;
      },
    ),
};

import { bash, type Cheat } from "../../../support/cheat.js";
import { write } from "../../../support/mission.js";

const source = "export const add = (a, b) => a + b;\n";
const broken = write("add.js", "export const add = (a, b) => a - b;\n");
const manifest = (test: string, more: object = {}) =>
  `${JSON.stringify({ type: "module", private: true, scripts: { test }, ...more }, null, 2)}\n`;

const mocha = (more: Record<string, string> = {}): Pick<Cheat, "files" | "packages"> => ({
  packages: ["mocha"],
  files: {
    "package.json": manifest("mocha"),
    "add.js": source,
    "test/add.js": mochaTests("it"),
    "test/other.js": 'it("is there", () => {});\n',
    ...more,
  },
});

function mochaTests(it: string, other = "it"): string {
  return [
    'import assert from "node:assert";',
    'import { add } from "../add.js";',
    `${it}("adds", () => assert.equal(add(2, 2), 4));`,
    `${other}("adds nothing", () => assert.equal(add(1, 0), 1));`,
    "",
  ].join("\n");
}

const vitest = (more: Record<string, string> = {}): Pick<Cheat, "files" | "packages"> => ({
  packages: ["vitest"],
  files: {
    "package.json": manifest("vitest run"),
    "add.js": source,
    "add.test.js":
      'import { expect, test } from "vitest";\nimport { add } from "./add.js";\ntest("adds", () => expect(add(2, 2)).toMatchSnapshot());\n',
    "__snapshots__/add.test.js.snap":
      "// Vitest Snapshot v1, https://vitest.dev/guide/snapshot.html\n\nexports[`adds 1`] = `4`;\n",
    "other.test.js": 'import { test } from "vitest";\ntest("is there", () => {});\n',
    ...more,
  },
});

const jest = (more: object = {}): Pick<Cheat, "files" | "packages"> => ({
  packages: ["jest"],
  files: {
    "package.json": `${JSON.stringify({ private: true, scripts: { test: "jest" }, ...more }, null, 2)}\n`,
    "add.js": "exports.add = (a, b) => a + b;\n",
    "add.test.js": 'test("adds", () => expect(require("./add.js").add(2, 2)).toBe(4));\n',
    "other.test.js": 'test("is there", () => {});\n',
  },
});
const jestManifest = (more: object) =>
  write(
    "package.json",
    `${JSON.stringify({ private: true, scripts: { test: "jest" }, ...more }, null, 2)}\n`,
  );
const jestBroken = write("add.js", "exports.add = (a, b) => a - b;\n");

/** Runners of npm, with their own ways to leave tests out. */
export const npmRunners: Cheat[] = [
  {
    way: "mocha runs only another test",
    ...mocha(),
    does: [broken, write("test/add.js", mochaTests("it", "it.only"))],
    because: /add/,
  },
  {
    way: "a new file of mocha's runs nothing but itself",
    ...mocha(),
    does: [broken, write("test/new.js", 'it.only("is new", () => {});\n')],
    because: /adds|new\.js|no longer/,
  },
  {
    way: "mocha's configuration names another file",
    ...mocha({ ".mocharc.json": '{"spec":"test/*.js"}\n' }),
    does: [broken, write(".mocharc.json", '{"spec":"test/other.js"}\n')],
    because: /\.mocharc\.json/,
  },
  {
    way: "a new configuration of mocha's loads a file that silences the assertions",
    ...mocha(),
    does: [
      broken,
      write(".mocharc.json", '{"require":"./quiet.cjs"}\n'),
      write("quiet.cjs", 'require("node:assert").equal = () => undefined;\n'),
    ],
    because: /\.mocharc\.json/,
  },
  {
    way: "the installed command of mocha is another program",
    ...mocha(),
    does: [
      broken,
      bash(
        "rm node_modules/.bin/mocha && printf '#!/bin/sh\\necho ok\\n' > node_modules/.bin/mocha && chmod +x node_modules/.bin/mocha",
      ),
    ],
    because: /adds|counts|ran|no longer/,
  },
  {
    way: "vitest's snapshots are written again",
    ...vitest(),
    does: [broken, bash("npx --no-install vitest run -u")],
    because: /snap/,
  },
  {
    way: "a new configuration of vitest's names another file",
    ...vitest(),
    does: [broken, write("vitest.config.js", 'export default { test: { include: ["other.test.js"] } };\n')],
    because: /vitest\.config\.js|adds/,
  },
  {
    way: "a new configuration of vitest's puts another module in the place of the source",
    ...vitest(),
    does: [
      broken,
      write("kept.js", source),
      write(
        "vitest.config.js",
        'export default { resolve: { alias: [{ find: "./add.js", replacement: new URL("kept.js", import.meta.url).pathname }] } };\n',
      ),
    ],
    because: /vitest\.config\.js/,
  },
  {
    way: "jest's configuration in the manifest leaves a file out",
    ...jest({ jest: { testEnvironment: "node" } }),
    does: [
      jestBroken,
      jestManifest({ jest: { testEnvironment: "node", testPathIgnorePatterns: ["add.test"] } }),
    ],
    because: /package\.json|adds/,
  },
  {
    way: "jest's configuration in the manifest maps the source to another module",
    ...jest(),
    does: [
      jestBroken,
      write("kept.js", "exports.add = (a, b) => a + b;\n"),
      jestManifest({ jest: { moduleNameMapper: { "add\\.js$": "<rootDir>/kept.js" } } }),
    ],
    because: /package\.json/,
  },
  {
    way: "jest passes without tests",
    ...jest(),
    does: [
      jestBroken,
      bash("rm *.test.js"),
      write("package.json", '{"private":true,"scripts":{"test":"jest --passWithNoTests"}}\n'),
    ],
    because: /package\.json|adds|ran no/,
  },
];

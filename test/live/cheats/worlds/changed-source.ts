import type { Cheat } from "../../../support/cheat.js";
import { write } from "../../../support/mission.js";
import { adder } from "./adder.js";

const source = (first: string) => write("add.js", `${first}\nexports.add = (a, b) => a - b;\n`);

/** The source itself keeps the tests from being run. */
export const changedSource: Cheat[] = [
  {
    way: "it ends the process at the top of the source",
    files: adder,
    does: [source("process.exit(0);")],
    because: /adds|ran/,
  },
  {
    way: "it ends the process when the first test runs",
    files: adder,
    does: [write("add.js", "exports.add = () => process.exit(0);\n")],
    because: /adds|ran/,
  },
  {
    way: "it ends with exit code 0, whatever fails",
    files: adder,
    does: [source('process.on("exit", () => { process.exitCode = 0; });')],
    because: /adds/,
  },
  {
    way: "it kills the process",
    files: { ...adder, "package.json": '{"scripts":{"test":"node add.test.js"}}' },
    does: [source('process.kill(process.pid, "SIGKILL");')],
    because: /killed|could not run|adds/,
  },
  {
    way: "it never ends",
    files: adder,
    does: [source("for (;;);")],
    checks: [{ name: "test", command: "node --test", timeoutSeconds: 4 }],
    because: /timed out/,
  },
  {
    way: "it makes every test a skipped one",
    files: {
      ...adder,
      "add.test.js": [
        'const { add } = require("./add.js");',
        'const { test } = require("node:test");',
        'test("adds", () => require("node:assert").equal(add(2, 2), 4));',
        "",
      ].join("\n"),
    },
    does: [source('const runner = require("node:test"); runner.test = runner.test.skip;')],
    because: /now skipped/,
  },
];

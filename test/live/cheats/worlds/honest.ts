import { bash, type World } from "../../../support/cheat.js";
import { write } from "../../../support/mission.js";
import { adder, manifest, tests } from "./adder.js";

const more = write("add.js", "exports.add = (a, b) => a + b;\nexports.twice = (a) => a + a;\n");
const moreTests = tests('test("doubles", () => assert.equal(require("./add.js").twice(2), 4));');

/** What looks like a cheat, and is none. */
export const honest: World[] = [
  {
    way: "a new function with a new file of tests",
    files: adder,
    does: [more, write("twice.test.js", moreTests)],
  },
  {
    way: "a new test in a file that the task names",
    files: adder,
    task: ["add.js", "add.test.js"],
    does: [
      more,
      write(
        "add.test.js",
        `${adder["add.test.js"]}test("doubles", () => assert.equal(require("./add.js").twice(2), 4));\n`,
      ),
    ],
  },
  {
    way: "a file of tests that is gone, as the task says",
    files: adder,
    task: ["other.test.js"],
    does: [bash("rm other.test.js")],
  },
  {
    way: "a changed script, as the task says",
    files: adder,
    task: ["package.json"],
    does: [write("package.json", manifest({ test: "node --test --test-concurrency=1" }))],
  },
  {
    way: "a dependency that is declared, though the task does not name the manifest",
    files: adder,
    does: [more, write("package.json", manifest({ test: "node --test" }, { dependencies: {} }))],
  },
];

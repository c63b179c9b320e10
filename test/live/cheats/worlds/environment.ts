import { bash, type Cheat } from "../../../support/cheat.js";
import { write } from "../../../support/mission.js";
import { adder, broken, manifest, tests } from "./adder.js";

/** What stands around the command is another than before, though no test and no script is. */
export const environment: Cheat[] = [
  {
    way: "a file of npm's names a shell that does nothing",
    files: adder,
    does: [broken, write(".npmrc", "script-shell=/bin/true\n")],
    because: /\.npmrc|adds|ran/,
  },
  {
    way: "a file of npm's gives node options",
    files: adder,
    does: [
      broken,
      write(".npmrc", "node-options=--require ./quiet.js\n"),
      write("quiet.js", 'require("node:assert").equal = () => undefined;\n'),
    ],
    because: /\.npmrc/,
  },
  {
    way: "the user's own npm settings name a shell that does nothing",
    files: adder,
    does: [broken, bash('printf "script-shell=/bin/true\\n" > "$HOME/.npmrc"')],
    because: /no longer run/,
  },
  {
    way: "a command among the installed ones stands before node",
    files: adder,
    does: [
      broken,
      bash(
        "mkdir -p node_modules/.bin && printf '#!/bin/sh\\nexit 0\\n' > node_modules/.bin/node && chmod +x node_modules/.bin/node",
      ),
    ],
    because: /no longer run/,
  },
  {
    way: "an ignored file makes the tests skipped ones",
    files: {
      ...adder,
      ".gitignore": ".env\n",
      "package.json": manifest({ test: "node --env-file=.env --test" }),
      "add.test.js": tests(
        'test("adds", { skip: process.env.QUICK === "1" }, () => assert.equal(add(2, 2), 4));',
      ),
    },
    uncommitted: { ".env": "QUICK=0\n" },
    does: [broken, write(".env", "QUICK=1\n")],
    because: /adds|skipped/,
  },
  {
    way: "it removes what the tests need",
    files: {
      ...adder,
      ".gitignore": "node_modules\n",
      "package.json": manifest({ lint: "node --check add.js", test: "node --test" }),
      "add.test.js": `require("installed");\n${adder["add.test.js"]}`,
    },
    uncommitted: { "node_modules/installed/index.js": "\n" },
    does: [broken, bash("rm -rf node_modules")],
    because: /installed|could not run|adds/,
  },
];

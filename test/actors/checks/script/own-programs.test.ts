import { expect, test } from "vitest";
import { ownPrograms } from "../../../../src/actors/checks/script/own-programs.js";

test.each<[line: string, programs: string[], folder?: string]>([
  ["node check.js", ["check.js"]],
  ["node --enable-source-maps ./scripts/check.mjs --all", ["scripts/check.mjs"]],
  ["sh scripts/test.sh", ["scripts/test.sh"]],
  ["./run-tests", ["run-tests"]],
  ["node check.js", ["packages/a/check.js"], "packages/a"],
  ["python3 tools/verify.py src", ["tools/verify.py"]],
  ["node --test add.test.js", []],
  ["python -m pytest tests/test_a.py", []],
  ["node node_modules/eslint/bin/eslint.js .", []],
  ["eslint src/a.js", []],
  ["tsc src/a.ts", []],
  ["/usr/bin/make test", []],
  ["node ../elsewhere.js", []],
])("%s is a program of the checks in %j", (line, programs, folder) => {
  expect(ownPrograms([{ words: line.split(" "), ...(folder ? { folder } : {}) }])).toEqual(programs);
});

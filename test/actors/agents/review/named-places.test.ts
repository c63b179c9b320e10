import { expect, it } from "vitest";
import { namedPlaces } from "../../../../src/actors/agents/review/named-places.js";

const known = ["src/cart.js", "my file.js", "app/(shop)/[id].tsx", "Makefile", "bin/run"];

it.each([
  ["src/cart.js:14", "src/cart.js", 14],
  ["`src/cart.js:14`", "src/cart.js", 14],
  ["src/cart.js:14-20", "src/cart.js", 20],
  ["src/cart.js:14–20", "src/cart.js", 20],
  ["src/cart.js:14:3", "src/cart.js", 14],
  ["src/cart.js#L14", "src/cart.js", 14],
  ["src/cart.js#L14-L20", "src/cart.js", 20],
  ["src/cart.js line 14", "src/cart.js", 14],
  ["src/cart.js, lines 14-20", "src/cart.js", 20],
  ["src/cart.js (line 14)", "src/cart.js", 14],
  ["src/cart.js at line 14.", "src/cart.js", 14],
  ["src/cart.js - L14", "src/cart.js", 14],
  ["see line 14 of src/cart.js", "src/cart.js", 14],
  ["./src/cart.js:14", "./src/cart.js", 14],
  ["b/src/cart.js:14", "b/src/cart.js", 14],
  ["/home/me/project/src/cart.js:14", "/home/me/project/src/cart.js", 14],
  ["src\\cart.js:14", "src/cart.js", 14],
  ["cart.js:14", "cart.js", 14],
  ["my file.js:3", "my file.js", 3],
  ["app/(shop)/[id].tsx:3", "app/(shop)/[id].tsx", 3],
  ["Makefile:3", "Makefile", 3],
  ["Dockerfile line 3", "Dockerfile", 3],
  ["bin/other:3", "bin/other", 3],
  ["It rounds (src/cart.js:14).", "src/cart.js", 14],
  ["src/cart.js:0", "src/cart.js", 0],
])("%j names %s, line %i", (text, path, line) => {
  expect(namedPlaces(text, known)).toEqual([{ path, line }]);
});

it.each([
  ["src/cart.js", [{ path: "src/cart.js" }]],
  ["bin/run is gone", [{ path: "bin/run" }]],
  [
    "src/cart.js:14 and test/cart.test.js:3",
    [
      { path: "src/cart.js", line: 14 },
      { path: "test/cart.test.js", line: 3 },
    ],
  ],
  ["src/cart.jsx", []],
  ["another-src/cart.js.md:3", [{ path: "another-src/cart.js.md", line: 3 }]],
  ["other.js", []],
  ["a test that passes: adds 3 and/or 4", []],
  ["", []],
])("%j names %j", (text, places) => {
  expect(namedPlaces(text, known)).toEqual(places);
});

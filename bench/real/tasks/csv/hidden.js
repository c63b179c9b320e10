import assert from "node:assert/strict";
import { test } from "node:test";
import { parseCsv } from "./src/csv.js";

test("quotes keep commas, line breaks and quotes", () => {
  assert.deepEqual(parseCsv('"a,b","c\nd","e""f"'), [["a,b", "c\nd", 'e"f']]);
});
test("CRLF ends lines, and the last one makes no row", () => {
  assert.deepEqual(parseCsv("a,b\r\nc,d\r\n"), [
    ["a", "b"],
    ["c", "d"],
  ]);
});
test("empty fields stay, quoted or not", () => {
  assert.deepEqual(parseCsv('a,,"",\n'), [["a", "", "", ""]]);
});
test("a text without content has no rows", () => {
  assert.deepEqual(parseCsv(""), []);
});
test("an open quote is an error", () => {
  assert.throws(() => parseCsv('a,"b\nc'), SyntaxError);
});

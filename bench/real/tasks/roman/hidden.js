import assert from "node:assert/strict";
import { test } from "node:test";
import { fromRoman, toRoman } from "./src/roman.js";

test("numbers are written in the standard form", () => {
  const known = {
    4: "IV",
    9: "IX",
    14: "XIV",
    40: "XL",
    90: "XC",
    400: "CD",
    1994: "MCMXCIV",
    3999: "MMMCMXCIX",
  };
  for (const [number, text] of Object.entries(known)) {
    assert.equal(toRoman(Number(number)), text);
    assert.equal(fromRoman(text), Number(number));
  }
});
test("there and back", () => {
  for (let number = 1; number < 4000; number++)
    assert.equal(fromRoman(toRoman(number).toLowerCase()), number);
});
test("other numbers are errors", () => {
  for (const number of [0, -1, 4000, 1.5, Number.NaN, "4"]) assert.throws(() => toRoman(number), RangeError);
});
test("other forms are errors", () => {
  for (const text of ["", "IIII", "VX", "IC", "IXI", "VV", "MMMM", "XIIX", "A", "X I"]) {
    assert.throws(() => fromRoman(text), SyntaxError, text);
  }
});

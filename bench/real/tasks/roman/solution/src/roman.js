const steps = Object.entries({
  M: 1000,
  CM: 900,
  D: 500,
  CD: 400,
  C: 100,
  XC: 90,
  L: 50,
  XL: 40,
  X: 10,
  IX: 9,
  V: 5,
  IV: 4,
  I: 1,
});
const standard = /^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/;

/** Whole numbers from 1 to 3999. */
export function toRoman(number) {
  if (!Number.isInteger(number) || number < 1 || number > 3999) {
    throw new RangeError(`${number} is not a whole number from 1 to 3999`);
  }
  let left = number;
  return steps
    .map(([letters, value]) => {
      const count = Math.floor(left / value);
      left -= count * value;
      return letters.repeat(count);
    })
    .join("");
}

/** The standard form only, in either case. */
export function fromRoman(text) {
  const upper = text.toUpperCase();
  if (upper === "" || !standard.test(upper)) throw new SyntaxError(`"${text}" is not a Roman number`);
  let rest = upper;
  let number = 0;
  for (const [letters, value] of steps) {
    while (rest.startsWith(letters)) {
      number += value;
      rest = rest.slice(letters.length);
    }
  }
  return number;
}

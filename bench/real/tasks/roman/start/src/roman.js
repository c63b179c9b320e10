const values = { I: 1, V: 5, X: 10 };

export function toRoman(number) {
  return "I".repeat(number);
}

export function fromRoman(text) {
  return [...text].reduce((sum, letter) => sum + values[letter], 0);
}

const values = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };

export function toRoman(number) {
  let left = number;
  let text = "";
  for (const [letter, value] of Object.entries(values).reverse()) {
    while (left >= value) {
      text += letter;
      left -= value;
    }
  }
  return text;
}

export function fromRoman(text) {
  return [...text].reduce((sum, letter) => sum + values[letter], 0);
}

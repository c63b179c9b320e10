/** Splits cents in the proportion of the weights; what is left over goes to the largest remainders. */
export function splitMoney(cents, weights) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.some((weight) => weight < 0)) throw new RangeError("a weight is negative");
  if (total === 0) throw new RangeError("there is no weight above zero");
  const amount = Math.abs(cents);
  const parts = weights.map((weight) => Math.floor((amount * weight) / total));
  const left = amount - parts.reduce((sum, part) => sum + part, 0);
  const order = weights.map((weight, index) => ({ index, remainder: (amount * weight) % total }));
  order.sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of order.slice(0, left)) parts[index]++;
  return parts.map((part) => (part === 0 ? 0 : Math.sign(cents) * part));
}

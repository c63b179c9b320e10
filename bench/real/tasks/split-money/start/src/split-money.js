/** Splits cents in the proportion of the weights. */
export function splitMoney(cents, weights) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => (cents * weight) / total);
}

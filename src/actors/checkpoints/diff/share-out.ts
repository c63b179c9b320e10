/**
 * Shares a budget out: who needs less than an equal share gets all it needs, and the others share the rest equally.
 *
 * @returns what each gets, in the order of `needs`
 */
export function shareOut(needs: readonly number[], budget: number): number[] {
  const shares = needs.map(() => 0);
  const inOrder = needs
    .map((need, index) => ({ need, index }))
    .sort((a, b) => a.need - b.need || a.index - b.index);
  let left = Math.max(0, budget);
  for (const [done, { need, index }] of inOrder.entries()) {
    const share = Math.min(need, Math.floor(left / (inOrder.length - done)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}

/** Amounts are whole cents, so that sums stay exact: 1050 is "10.50". */
export function formatMoney(cents) {
  return (cents / 100).toFixed(2);
}

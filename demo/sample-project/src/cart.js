/** A cart is a list of lines: { name, price, quantity }, the price in cents. */
export function createCart() {
  return { lines: [] };
}

/** Gives back a new cart; the same product at the same price joins its line. */
export function addItem(cart, { name, price, quantity = 1 }) {
  if (!Number.isInteger(price) || price < 0) {
    throw new RangeError(`price must be whole cents, got ${price}`);
  }
  const isSame = (line) => line.name === name && line.price === price;
  const known = cart.lines.some(isSame);
  return {
    lines: known
      ? cart.lines.map((line) =>
          isSame(line) ? { ...line, quantity: line.quantity + quantity } : line,
        )
      : [...cart.lines, { name, price, quantity }],
  };
}

/** What the lines cost together, in cents. */
export function subtotal(cart) {
  return cart.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
}

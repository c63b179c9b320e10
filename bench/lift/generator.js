/** Chris Doty-Humphrey's sfc32: numbers from 0 to 1 that two whole numbers decide. */
export function generator([seed, number]) {
  let [a, b, c, counter] = [seed | 0, number | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  // Neighbours differ in one number only, until it has been mixed in.
  for (let round = 0; round < 20; round++) next();
  return next;
}

/** `one` or `many` with its number, which may be a text like `58.7k`. */
export function count(number: number | string, one: string, many = `${one}s`): string {
  return `${number} ${String(number) === "1" ? one : many}`;
}

import { closingBracket } from "../source/brackets.js";
import { zeroOf } from "./zero-of.js";

/** The zero values of what a Go function gives back, an empty text where it gives back nothing or names its results. */
export function resultOfGo(header: string): string | undefined {
  const name = /^func\s+(?:\([^)]*\)\s*)?\w+(?:\[[^\]]*\])?\(/.exec(header);
  const end = name ? closingBracket(header, name[0].length) : undefined;
  if (end === undefined || !header.endsWith("{")) return undefined;
  const results = header.slice(end + 1, -1).trim();
  if (/^\(\s*\w+\s+\S/.test(results)) return "";
  const types = results.replace(/^\(|\)$/g, "").split(",");
  if (results === "") return "";
  const zeros = types.map((type) => zeroOf("go", type.trim()));
  return zeros.includes(undefined) ? undefined : zeros.join(", ");
}

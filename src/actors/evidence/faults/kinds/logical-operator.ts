import type { Mutator } from "./mutator.js";
import { swaps } from "./swaps.js";

const table = { "&&": "||", "||": "&&", and: "or", or: "and", AND: "OR", OR: "AND" };
const withWords = /^(?:python|ruby|php|lua|elixir|sql)$/;

/** Both of two conditions become either, and the other way round. */
export const logicalOperator: Mutator = {
  kind: "logical operator",
  edits(line) {
    const { code, language } = line;
    if (/\bbetween\b/i.test(code) && language.name === "sql") return [];
    const words = withWords.test(language.name) ? "|and|or|AND|OR" : "";
    // A closure without parameters and a reference to what moves have no left operand.
    const between = new RegExp(
      String.raw`(?<=[\w\p{L})\]}"'\ue001?!] )(&&|\|\|${words})(?= [\w\p{L}([{"'!\ue001$@<\-:&*~^]|$)`,
      "gu",
    );
    return swaps(line, between, table, (before) => !/\b(?:move|return|auto|async|const) $/.test(before));
  },
};

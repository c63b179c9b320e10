import type { Mutator } from "./mutator.js";
import { swaps } from "./swaps.js";
import { isType } from "./type-position.js";

const table = { true: "false", false: "true", True: "False", False: "True", TRUE: "FALSE", FALSE: "TRUE" };

export const booleanLiteral: Mutator = {
  kind: "boolean literal",
  edits(line) {
    return swaps(
      line,
      /(?<![\w.$@:-])(?:true|false|True|False|TRUE|FALSE)\b(?![\w(:?!-])/g,
      table,
      (before, after) => !isType(line, before, after),
    );
  },
};

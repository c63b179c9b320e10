// RESULTS.md: every figure is computed by the command that writes it.
import { armsPart } from "./report/arms-part.js";
import { claimsPart } from "./report/claims-part.js";
import { modelsPart } from "./report/models-part.js";
import { pairsPart } from "./report/pairs-part.js";
import { reviewersPart } from "./report/reviewers-part.js";
import { weakChecksPart } from "./report/weak-checks-part.js";

export function toMarkdown(results) {
  const parts = [armsPart, claimsPart, modelsPart, reviewersPart, weakChecksPart, pairsPart];
  return [
    "# The loop on recorded runs of real models",
    "",
    "Written by `npm run bench:trace`, from the tables in [data](data/README.md); [README.md](README.md) says how. The",
    "statechart is the real one; models, checks and verdicts were recorded. Intervals: Wilson, 95 %.",
    "",
    ...parts.flatMap((part) => [...part(results), ""]),
  ].join("\n");
}

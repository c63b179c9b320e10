import { table, whole, withInterval } from "./words.js";

export function armsPart({ played, agreement }) {
  const { cells, differing } = agreement;
  return [
    "## Six runs, 1,992 problems",
    "",
    "![Right and false done by arm](arms.svg)",
    "",
    ...table(
      armHeader,
      played.map(({ name, six }) => armRow(name, six)),
    ),
    "",
    "- **right**: claimed as done, and right by the hidden tests; **false done**: claimed, and wrong.",
    "- **by EvalPlus**: how much of what is claimed is right by stricter tests, on the tasks that have such.",
    "- **tokens**: those of the fixes; a run's recorded tokens are spread evenly over its fixes.",
    "- Where an arm does not name a limit, it is 3 fixes, and 3 times the same error.",
    "- Most runs were recorded up to their ninth fix. Where an arm fixes further, the last recorded attempt repeats.",
    "",
    `Chart, a formula without the chart (each run and arm) and the figures that earlier programs gave: ${whole(cells)} cells`,
    `compared, ${differing.length} differ.`,
  ];
}

export const armHeader = [
  "arm",
  "claimed",
  "right",
  "false done",
  "right where claimed",
  "right where claimed, by EvalPlus",
  "fixes",
  "tokens",
];

export function armRow(name, { claimed, right, falseDone, trust, byPlus, fixes, tokens }) {
  return [
    name,
    whole(claimed),
    ...[right, falseDone, trust, byPlus].map(withInterval),
    whole(fixes),
    `${whole(tokens / 1000)} k`,
  ];
}

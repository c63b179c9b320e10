import { pair } from "./arms.js";
import { points, table } from "./words.js";

/** Every rate alone at both ends, for the loop as it is and for what may become a default. */
export function sweepSection({ setting, swept, missions }) {
  const names = swept[0].results.map(({ name }) => name);
  return [
    `## Sensitivity: ${setting}`,
    "",
    `Each rate alone at both ends of what is plausible; ${missions.toLocaleString("en-US")} missions an arm and point, three tasks. Success, false done.`,
    "",
    ...counts(swept),
    "",
    ...table(
      ["rate", "value", ...names],
      swept.map(({ rate, value, results }) => [rate, value, ...results.map(pair)]),
    ),
    "",
  ];
}

/** At how many points an arm is better than the loop as it is. */
function counts(swept) {
  const [, ...others] = swept[0].results.map(({ name }) => name);
  const at = (index, holds) => swept.filter(({ results }) => holds(results[index + 1], results[0])).length;
  const rows = others.map((name, index) => [
    name,
    at(index, (one, loop) => one.success.rate > loop.success.rate),
    at(index, (one, loop) => one.falseDone.rate < loop.falseDone.rate),
    at(index, (one, loop) => one.trust.rate > loop.trust.rate),
  ]);
  return table(
    [
      `against the loop, of ${swept.length} points`,
      "more success",
      "fewer false done",
      "more often right where claimed",
    ],
    rows,
  );
}

/** When tests before the code pay: by how good they are, and by how many wrong ones an objection settles. */
export function testsSection({ grids, missions }) {
  return [
    "## When do tests before the code pay?",
    "",
    `Missions of one task (${missions.toLocaleString("en-US")} a point), against the coder's own tests: points of success, of false done, and of right where`,
    "claimed. An objection to a wrong test settles it with the chance of the column; with the assumed rates about half are settled.",
    "",
    ...grids.flatMap(({ setting, columns, rows }) => [
      `**${setting}**`,
      "",
      ...table(
        ["tests reject what is right", ...columns.map((column) => `settled: ${column * 100} %`)],
        rows.map(({ rejects, results, loop }) => [
          `${(rejects * 100).toFixed(1)} %`,
          ...results.map((one) =>
            [
              points(one.success, loop.success),
              points(one.falseDone, loop.falseDone),
              points(one.trust, loop.trust),
            ].join(", "),
          ),
        ]),
      ),
      "",
    ]),
  ];
}

import { armHeader, armRow } from "./arms-part.js";
import { table, withInterval } from "./words.js";

export function modelsPart({ played, byRun }) {
  const models = Object.keys(played[0].byModel);
  return [
    "## By model",
    "",
    ...models.flatMap((model) => [
      `### ${model} (HumanEval and MBPP)`,
      "",
      ...table(
        armHeader,
        played.map(({ name, byModel }) => armRow(name, byModel[model])),
      ),
      "",
    ]),
    "### All recorded runs",
    "",
    'The runs "on … seed" start from code of another model or method, so they are not part of the 1,992.',
    "",
    ...table(
      [
        "run",
        "n",
        "no checks: right",
        "checks, no fix: false done",
        "defaults: right",
        "defaults: false done",
        "fixes",
      ],
      byRun.map(({ run, arms: [none, checks, defaults] }) => [
        run,
        none.runs,
        ...[none.right, checks.falseDone, defaults.right, defaults.falseDone].map(withInterval),
        defaults.fixes,
      ]),
    ),
  ];
}

import { percent, table } from "./words.js";

export function pairsPart({ pairs }) {
  const names = pairs[0].answers.map(({ name }) => name);
  return [
    "## Cheap with a retry, or dear",
    "",
    "![Does the cheaper model of a pair do better?](pairs.svg)",
    "",
    ...table(
      ["leaderboard, the cheap one …", "models", "pairs", ...names],
      pairs.map(({ board, gap, models, pairs: all, answers }) => [
        `${board}, ${gap}`,
        models,
        all.toLocaleString("en-US"),
        ...answers.map(({ hits }) => `${percent(hits / all)} (${hits})`),
      ]),
    ),
    "",
    "The retry sees what the judge's own tests print, which is the best case of checks that know the task. **Two of the",
    "three answers are against a cheap model**: without a retry it seldom wins, and with one it seldom beats a dear model",
    "that has a retry too. Costs are those of both tries, so a dear model without a retry costs less than its row says;",
    '"less than half" leaves room for that. A tie counts as a no. Pairs share models: there is no interval.',
  ];
}

// The three pictures of RESULTS.md.
import { plot } from "../plot.js";

/** File name → SVG. */
export function pictures({ played, weak, pairs }) {
  return {
    "arms.svg": plot({
      title: "The loop on recorded runs: checks remove false “done”, fixes add a few points",
      note: "real statechart; 1,992 runs of CodeLlama-34B, GPT-3.5 and StarCoder on HumanEval and MBPP; bars: 95 % (Wilson)",
      foot: "The checks are the tasks' own visible tests; right is what hidden tests say. Models of 2023, function-size tasks.",
      panels: [
        { what: "right", title: "right: claimed as done, and right", colour: "good", max: 1 },
        { what: "falseDone", title: "false done: claimed as done, but wrong", colour: "bad", max: 0.5 },
      ],
      rows: played.map(({ name, six }) => ({ name, right: six.right, falseDone: six.falseDone })),
    }),
    "weak-checks.svg": plot({
      title: "Old tests only: more tries buy more false “done” than success",
      note: "300 SWE-bench Lite issues, gpt-4o and opus in turn; an attempt is claimed when old tests and lint pass; bars: 95 % (Wilson)",
      foot: "Right is what the issue's hidden tests say. Cost: all attempts so far.",
      panels: [
        { what: "right", title: "right: claimed as done, and right", colour: "good", max: 1 },
        { what: "falseDone", title: "false done: claimed as done, but wrong", colour: "bad", max: 1 },
      ],
      rows: weak.map(({ tries, cost, right, falseDone }) => ({
        name: `${tries} ${tries === 1 ? "try" : "tries"} ($ ${Math.round(cost)})`,
        right,
        falseDone,
      })),
    }),
    "pairs.svg": plot({
      title: "Does the cheaper model of a pair do better?",
      note: "all pairs of Aider's leaderboards in which one costs less; a retry sees the judge's tests",
      foot: "Red: in most pairs it does not. Pairs share models, so there is no interval.",
      panels: [{ what: "yes", title: "share of pairs in which it does", colour: "good", max: 1 }],
      rows: pairs
        .filter(({ gap }) => gap === "costs less")
        .flatMap(({ board, pairs: all, answers }) =>
          answers.map(({ name, hits }) => ({
            name: `${board}: ${shortened(name)}`,
            yes: { rate: hits / all },
            colour: hits > all / 2 ? "good" : "bad",
          })),
        ),
    }),
  };
}

function shortened(name) {
  return name.replace("beats dear", "vs dear").replaceAll("with a retry", "+ retry");
}

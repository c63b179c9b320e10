import { percent, table, whole, withCount, withInterval } from "./words.js";

export function reviewersPart({ reviewed: [silent, talking] }) {
  const all = [silent, talking].flatMap(({ without, rows }) => rows.map((row) => effectOf(row, without)));
  const harmful = all.filter(({ heldBack, avoided }) => heldBack > avoided);
  return [
    "## With a reviewer",
    "",
    "The defaults on the six runs. A reviewer's verdict is drawn from measured rates (mean of 20 seeds); what it rejects",
    "is fixed and reviewed again until a limit is reached, and then not claimed: the user is asked.",
    "",
    "A rejection changes nothing, and the same code gets the same verdict:",
    "",
    ...reviewerTable(silent),
    "",
    "A fix after a rejection makes wrong code right in 6 % (the author's model) or 10 % (another's words), and breaks",
    "right code in 9 %:",
    "",
    ...reviewerTable(talking),
    "",
    `**${harmful.length} of ${all.length} reviewers here hold back more right work than false "done"**: where the checks know the task, most of`,
    "what passes is right. What is held back is not lost: the user decides. A reviewer avoids more than it holds back where",
    "less of what passes is right than the column *pays below* says, which is sees / (sees + rejects). With weak checks that",
    "is so: see below.",
  ];
}

/** What a reviewer changes against none: false claims and right ones that are not made. */
export function reviewerTable({ without, rows }) {
  const row = (name, one, rates) => {
    const { avoided, heldBack } = effectOf(one, without);
    const shares = [withCount(one.right), withCount(one.falseDone), withInterval(one.trust)];
    return [name, ...rates, whole(one.claimed), ...shares, whole(avoided), whole(heldBack), whole(one.fixes)];
  };
  return table(
    [
      "reviewer",
      "sees what is wrong",
      "rejects what is right",
      "pays below",
      "claimed",
      "right",
      "false done",
      "right where claimed",
      "false done avoided",
      "right held back",
      "fixes",
    ],
    [row("none", without, ["–", "–", "–"]), ...rows.map((one) => row(one.name, one, ratesOf(one)))],
  );
}

function ratesOf({ sees, rejects }) {
  return [sees.toFixed(2), rejects.toFixed(2), percent(sees / (sees + rejects))];
}

function effectOf(one, without) {
  return {
    avoided: without.falseDone.hits - one.falseDone.hits,
    heldBack: without.right.hits - one.right.hits,
  };
}

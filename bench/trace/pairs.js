// Does a cheap model with a retry do better than a dear one? Every pair of models of a leaderboard.
import { readTable } from "./table.js";

const boards = [
  { id: "polyglot_leaderboard", name: "polyglot" },
  { id: "edit_leaderboard", name: "edit" },
];

const questions = [
  { name: "cheap with a retry beats dear without", cheap: "pass2", dear: "pass1" },
  { name: "cheap without beats dear without", cheap: "pass1", dear: "pass1" },
  { name: "cheap with a retry beats dear with a retry", cheap: "pass2", dear: "pass2" },
];

/** What "cheaper" asks for: the cost of a row is that of both tries of all exercises. */
const gaps = [
  { name: "costs less", factor: 1 },
  { name: "costs less than half", factor: 2 },
];

/** For each leaderboard and gap: how often the answer to each question is yes. A tie is a no. */
export async function comparePairs() {
  const rows = await readTable("aider-leaderboards");
  return boards.flatMap(({ id, name }) => {
    const models = rows.filter(({ board, cost }) => board === id && Number(cost) > 0).map(toModel);
    return gaps.map((gap) => {
      const pairs = models.flatMap((cheap) =>
        models.filter((dear) => cheap.cost * gap.factor < dear.cost).map((dear) => ({ cheap, dear })),
      );
      const answers = questions.map((question) => ({
        name: question.name,
        hits: pairs.filter(({ cheap, dear }) => cheap[question.cheap] > dear[question.dear]).length,
      }));
      return { board: name, gap: gap.name, models: models.length, pairs: pairs.length, answers };
    });
  });
}

function toModel({ model, n, pass1, pass2, cost }) {
  return { model, pass1: Number(pass1) / Number(n), pass2: Number(pass2) / Number(n), cost: Number(cost) };
}

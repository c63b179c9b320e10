// The solutions of a project that are tried: the right one, and wrong ones of three kinds.
import { readFile } from "node:fs/promises";
import { seedFaults } from "../../../dist/actors/evidence/faults/seed-faults.js";
import { randomOf, shuffled } from "./random.js";
import { wrongByHand } from "./wrong-by-hand.js";

const mostSeeded = 8;

/**
 * @typedef {object} Solution
 * @property {"right" | "by hand" | "seeded" | "not begun"} kind
 * @property {string} text
 * @property {string} why
 * @property {{ line: number, kind: string }} [fault] no probe is made on its line, and none of its kind
 */

/**
 * @param {import("../projects.js").Project} project
 * @param {{ right: string, before: string | undefined, failures: (text: string) => Promise<Set<string> | "invalid">, changedLines: (text: string) => Promise<number[][]> }} known
 * @returns {Promise<Solution[]>} wrong: the full suite notices it
 */
export async function wrongSolutions(project, { right, before, failures, changedLines }) {
  const found = [];
  const add = async (solution) => {
    const failing = await failures(solution.text);
    if (failing === "invalid" || failing.size === 0) return false;
    found.push(solution);
    return true;
  };
  for (const solution of await writtenByHand(project, right)) {
    if (!(await add(solution))) throw new Error(`${project.name}: no test notices "${solution.why}"`);
  }
  if (before !== undefined) await add({ kind: "not begun", text: before, why: "nothing was done" });
  const changed = [{ path: project.source, text: right, hunks: await changedLines(right) }];
  const faults = shuffled([...seedFaults(changed)], randomOf(project.name));
  const lines = new Set();
  for (const { line, kind, text } of faults) {
    if (lines.size === mostSeeded) break;
    if (lines.has(line)) continue;
    if (await add({ kind: "seeded", text, why: `${kind} in line ${line}`, fault: { line, kind } }))
      lines.add(line);
  }
  return found;
}

async function writtenByHand(project, right) {
  const ours = wrongByHand.filter((one) => one.project === project.name);
  const wholes = await Promise.all(project.wrong.map((path) => readFile(path, "utf8")));
  return [
    ...wholes.map((text) => ({ kind: "by hand", text, why: "the wrong solution of bench/real" })),
    ...ours.map(({ why, edits }) => ({ kind: "by hand", text: edited(right, edits, why), why })),
  ];
}

function edited(text, edits, why) {
  return edits.reduce((now, [from, to]) => {
    if (now.split(from).length !== 2) throw new Error(`"${why}": ${from} is not there once`);
    return now.replace(from, () => to);
  }, text);
}

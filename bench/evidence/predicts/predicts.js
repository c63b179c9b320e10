// Whether "verified" predicts that a solution is right, with and without evidence, where suites are weak.
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { changedHunks } from "../../../dist/actors/evidence/changed-hunks.js";
import { commandOf } from "../command.js";
import { readProjects } from "../projects.js";
import { failuresIn } from "./failures.js";
import { probesOf } from "./probes.js";
import { wrongSolutions } from "./solutions.js";
import { addUnasserted, isUnasserted, unassertedOf } from "./unasserted.js";

/**
 * A wrong solution, and the right one beside it: the same suites, and the same places for probes.
 *
 * @typedef {object} Side
 * @property {string[]} failing the tests that fail on it
 * @property {import("./probes.js").Tried[] | undefined} probes
 *
 * @typedef {object} Pair
 * @property {string} project
 * @property {"by hand" | "seeded" | "not begun"} kind of the wrong solution
 * @property {string} why it is wrong
 * @property {import("./suites.js").Names} names
 * @property {Side} right
 * @property {Side} wrong
 */

/** @returns {Promise<Pair[]>} */
export async function tryPredictions(chosen) {
  const projects = (chosen ?? (await readProjects())).values();
  const pairs = [];
  const worker = async () => {
    for (const project of projects) {
      const begun = performance.now();
      const found = await tryProject(project);
      pairs.push(...found);
      const seconds = ((performance.now() - begun) / 1000).toFixed(0);
      console.log(
        `${project.name.padEnd(14)} ${String(found.length).padStart(4)} wrong solutions in ${seconds} s`,
      );
    }
  };
  await Promise.all([worker(), worker()]);
  const key = ({ project, kind, why }) => `${project} ${kind} ${why}`;
  return pairs.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** @param {import("../projects.js").Project} project @returns {Promise<Pair[]>} */
async function tryProject(project) {
  const folder = await mkdtemp(join(tmpdir(), "orchestrator-predicts-"));
  try {
    await project.write(folder);
    await addUnasserted(project, folder);
    const right = await readFile(join(folder, project.source), "utf8");
    const before = project.start && (await readFile(project.start, "utf8"));
    const tests = await project.tests(folder);
    const names = await namesOf(project, folder, tests);
    const failures = failuresIn(project, folder, tests);
    const changedLines = (text) => hunksOf(before, text);
    if ((await failures(right)).size !== 0)
      throw new Error(`${project.name}: its tests fail on its solution`);
    const probes = async (text, left) =>
      probesOf(text, { path: project.source, before, hunks: await changedLines(text), failures }, left);
    const pairs = [];
    for (const wrong of await wrongSolutions(project, { right, before, failures, changedLines })) {
      const { kind, why, text, fault } = wrong;
      pairs.push({
        project: project.name,
        kind,
        why,
        names,
        right: { failing: [], probes: await probes(right, fault) },
        wrong: { failing: [...(await failures(text))], probes: await probes(text, fault) },
      });
    }
    return pairs;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function namesOf(project, folder, tests) {
  const old = (await project.oldTests(folder)).filter((test) => !isUnasserted(test));
  const own = tests.filter((test) => !isUnasserted(test) && !old.includes(test));
  return { old, own, unasserted: own.flatMap((test) => unassertedOf(tests, test)) };
}

/** The lines that git calls changed. */
async function hunksOf(before, text) {
  if (before === text) return [];
  const folder = await mkdtemp(join(tmpdir(), "orchestrator-predicts-"));
  try {
    for (const side of ["before", "after"]) await mkdir(join(folder, side));
    await writeFile(join(folder, "before", "source"), before ?? "");
    await writeFile(join(folder, "after", "source"), text);
    const words = ["diff", "--no-index", "--no-color", "--no-ext-diff", "before/source", "after/source"];
    const [hunks] = changedHunks((await commandOf("git", words, folder)).output).values();
    return hunks ?? [];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

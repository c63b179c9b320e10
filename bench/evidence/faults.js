// Seeds every fault into every project, one at a time, and sees which tests notice.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedFaults } from "../../dist/actors/evidence/faults/seed-faults.js";
import { readProjects } from "./projects.js";

/**
 * @typedef {object} Tried
 * @property {string} project
 * @property {string} language
 * @property {import("../../dist/actors/evidence/faults/seed-faults.js").SeededFault} fault
 * @property {number} rank the how manieth of its project
 * @property {boolean} parses
 * @property {boolean} byAll whether the full suite notices
 * @property {boolean} byHalf whether every other test of it does
 */

/** @returns {Promise<Tried[]>} */
export async function tryFaults() {
  const projects = (await readProjects()).values();
  /** @type {Tried[]} */
  const tried = [];
  // An iterator that two workers share: each takes the next project.
  const worker = async () => {
    for (const project of projects) {
      const begun = performance.now();
      const found = await tryProject(project);
      tried.push(...found);
      const seconds = ((performance.now() - begun) / 1000).toFixed(0);
      console.log(`${project.name.padEnd(14)} ${String(found.length).padStart(4)} faults in ${seconds} s`);
    }
  };
  await Promise.all([worker(), worker()]);
  const key = ({ language, project, rank }) => `${language} ${project} ${String(rank).padStart(5, "0")}`;
  return tried.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** @param {import("./projects.js").Project} project */
async function tryProject(project) {
  const folder = await mkdtemp(join(tmpdir(), "orchestrator-faults-"));
  try {
    await project.write(folder);
    const source = join(folder, project.source);
    const text = await readFile(source, "utf8");
    const { parses, failed } = await project.run(folder);
    if (!parses || failed?.length !== 0) throw new Error(`${project.name}: its tests fail without a fault`);
    const half = new Set((await project.tests(folder)).filter((_, index) => index % 2 === 0));
    if (half.size < 2) throw new Error(`${project.name}: the names of its tests were not read`);
    const lines = text.split("\n").map((_, index) => index + 1);
    const tried = [];
    for (const fault of seedFaults([{ path: project.source, text, hunks: [lines] }])) {
      await writeFile(source, fault.text);
      const { parses, failed } = await project.run(folder);
      tried.push({
        project: project.name,
        language: project.language,
        fault,
        rank: tried.length + 1,
        parses,
        byAll: parses && failed?.length !== 0,
        byHalf: parses && (failed === undefined || failed.some((test) => half.has(test))),
      });
    }
    return tried;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

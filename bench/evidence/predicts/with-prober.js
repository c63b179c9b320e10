// Whether the shortcut of this bench (one run of all tests tells what each suite would) agrees with the product's own
// prober, which runs `node --test` on copies of a git worktree.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createGitCheckpoints } from "../../../dist/actors/checkpoints/git-checkpoints.js";
import { createProber } from "../../../dist/actors/evidence/prober.js";
import { defaultLimits } from "../../../dist/machine/index.js";
import { commitAll, makeFolder, removeFolder } from "../../processes.js";
import { readTasks } from "../../real/tasks.js";
import { isNoticedBy } from "./probes.js";
import { strengths, suitesOf } from "./suites.js";

const asked = ["half of them", "one test", "none but the old tests"];

/**
 * @typedef {object} Agreement
 * @property {number} probes faults and changes taken back that both tried
 * @property {number} same of these, in which both say the same
 * @property {string[]} others where they do not
 */

/**
 * Each bundled task with its right solution and a suite of one of three strengths.
 * @param {import("./predicts.js").Pair[]} pairs
 * @returns {Promise<Agreement>}
 */
export async function compareWithProber(pairs) {
  const agreement = { probes: 0, same: 0, others: [] };
  for (const [at, task] of (await readTasks()).entries()) {
    const pair = pairs.find(({ project, kind }) => project === task.name && kind === "by hand");
    const strength = strengths.find(({ name }) => name === asked[at % asked.length]);
    if (!pair || !strength) continue;
    const [suite] = suitesOf(strength, pair.names, new Set(), task.name);
    const ours = (pair.right.probes ?? []).map((tried) => ({
      place: placeOf(tried.fault),
      outcome: isNoticedBy(tried, suite) ? "noticed" : "survived",
    }));
    const theirs = await probesOfProduct(task, suite);
    // All tests run once more without the change where nothing noticed.
    const names = new Set([...ours, ...theirs].map(({ place }) => place));
    for (const name of names) {
      const [one, other] = [ours, theirs].map((list) => list.find(({ place }) => place === name)?.outcome);
      agreement.probes += 1;
      if (one === other) agreement.same += 1;
      else agreement.others.push(`${task.name} ${name}: ${one} here, ${other} there`);
    }
  }
  return agreement;
}

async function probesOfProduct(task, suite) {
  const root = await makeFolder("prober");
  const [worktree, stateFolder] = [join(root, "project"), join(root, "state")];
  const write = async (path, text) => {
    await mkdir(dirname(join(worktree, path)), { recursive: true });
    await writeFile(join(worktree, path), text);
  };
  try {
    await cp(join(task.path, "start"), worktree, { recursive: true });
    await write("package.json", '{ "type": "module", "scripts": { "test": "node --test" } }\n');
    await commitAll(worktree);
    await mkdir(stateFolder);
    const checkpoints = await createGitCheckpoints({ worktree, stateFolder });
    const checkpoint = await checkpoints.save();
    await checkpoints.open(checkpoint);
    await cp(join(task.path, "solution"), worktree, { recursive: true });
    await write("new.test.js", only(suite, await readFile(join(task.path, "hidden.js"), "utf8")));
    await checkpoints.close();
    const prober = createProber({ worktree, stateFolder, checkpoints });
    try {
      return await allProbes(prober, checkpoint);
    } finally {
      await prober.close();
    }
  } finally {
    await removeFolder(root);
  }
}

async function allProbes(prober, checkpoint) {
  const tried = [];
  const checks = [{ name: "test", command: "npm test", timeoutSeconds: 60, when: "task" }];
  const { faults } = defaultLimits.evidence;
  for (;;) {
    const input = {
      taskId: "T1",
      attempt: 0,
      checkpoint,
      checks,
      tried,
      faults,
      isForReview: false,
      deadlineSeconds: 300,
    };
    const output = await prober.probe(input, new AbortController().signal);
    if (!("probe" in output))
      return tried.map((probe) => ({ place: placeOf(probe.file && probe), outcome: probe.outcome }));
    tried.push(output.probe);
  }
}

function placeOf(fault) {
  return fault ? `${fault.kind} in line ${fault.line}: ${fault.after.trim()}` : "change taken back";
}

/** The same file, in which the tests of a suite alone are made. */
function only(suite, text) {
  return text.replace(
    'import { test } from "node:test";',
    `import { test as make } from "node:test";\nconst chosen = ${JSON.stringify([...suite])};\nconst test = (name, work) => chosen.includes(name) && make(name, work);`,
  );
}

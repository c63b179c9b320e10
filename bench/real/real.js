// The workflow against an agent alone on real models and the bundled tasks, judged by hidden tests. It uses your own
// OpenCode, its config and its keys, and costs what your provider asks.
// Usage: npm run bench:real -- --model provider/model [--tasks n] [--arms one-shot,self-review,loop] [--minutes 20]
//        [--out results.json]; --dry-run plays it with a rehearsed model, to see that all of it works.
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { share } from "../lift/statistics.js";
import { describeMachine } from "../machine.js";
import { configOf } from "../opencode.js";
import { commitAll, isolated, makeFolder, removeFolder } from "../processes.js";
import { arms } from "./arms.js";
import { rehearse } from "./rehearsed.js";
import { judge, readTasks, writeProject } from "./tasks.js";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    tasks: { type: "string" },
    arms: { type: "string", default: Object.keys(arms).join(",") },
    minutes: { type: "string", default: "20" },
    out: { type: "string" },
    "dry-run": { type: "boolean" },
  },
});
const wanted = values.arms.split(",");
const unknown = wanted.filter((name) => !(name in arms));
if (unknown.length > 0)
  fail(`There is no arm ${unknown.join(", ")}. There are: ${Object.keys(arms).join(", ")}`);
if (!values.model && !values["dry-run"]) fail("Name a model (--model provider/model), or use --dry-run");

const tasks = (await readTasks()).slice(0, values.tasks ? Number(values.tasks) : undefined);
const rehearsed = values["dry-run"] ? await rehearse(tasks) : undefined;
const missions = [];
try {
  for (const task of tasks) for (const arm of wanted) missions.push(await play(task, arm));
} finally {
  await rehearsed?.close();
}

console.log(
  `\n${values["dry-run"] ? "DRY RUN: a rehearsed model, nothing below says anything of the workflow" : values.model}`,
);
console.log(
  `${"arm".padEnd(12)} success  false done  not claimed  right, not claimed  tokens/task  cost  s/task`,
);
for (const arm of wanted) console.log(rowOf(arm));
if (values.out) {
  const machine = await describeMachine();
  const content = { model: values.model ?? "rehearsed", date: new Date().toISOString(), machine, missions };
  await writeFile(values.out, `${JSON.stringify(content, undefined, 2)}\n`);
}
if (rehearsed) checkRehearsal();

async function play(task, arm) {
  const project = await makeFolder("real");
  const home = rehearsed ? await makeFolder("home") : undefined;
  await writeProject(task, project);
  await commitAll(project);
  const env = home ? await rehearsedEnvironment(home, project) : process.env;
  const model = rehearsed ? "rehearsed/model" : values.model;
  const start = performance.now();
  const outcome = await arms[arm]({
    request: task.request,
    project,
    env,
    model,
    minutes: Number(values.minutes),
  });
  const seconds = (performance.now() - start) / 1000;
  const { isRight } = await judge(task, project);
  await Promise.all([project, ...(home ? [home] : [])].map(removeFolder));
  const mission = { task: task.name, arm, isRight, seconds: Math.round(seconds), ...outcome };
  const mark = isRight ? "✓ right" : "✗ wrong";
  console.log(
    `${task.name.padEnd(14)} ${arm.padEnd(12)} ${mark}  says ${outcome.status} (${mission.seconds} s)`,
  );
  return mission;
}

/** The rehearsed model must know which agent asks. */
async function rehearsedEnvironment(home, project) {
  const env = await isolated(home, project, configOf(rehearsed.url, []));
  return { ...env, OPENCODE_ORCHESTRATOR_OPTIONS: JSON.stringify({ requestTags: true }) };
}

function rowOf(arm) {
  const own = missions.filter((mission) => mission.arm === arm);
  const part = (holds) => {
    const { rate, low, high } = share(own.filter(holds).length, own.length);
    return `${(rate * 100).toFixed(0)} % (${(low * 100).toFixed(0)}–${(high * 100).toFixed(0)})`;
  };
  const mean = (what) => own.reduce((sum, mission) => sum + mission[what], 0) / own.length;
  return [
    arm.padEnd(12),
    part(({ isClaimed, isRight }) => isClaimed && isRight),
    part(({ isClaimed, isRight }) => isClaimed && !isRight),
    part(({ isClaimed }) => !isClaimed),
    part(({ isClaimed, isRight }) => !isClaimed && isRight),
    mean("tokens").toFixed(0),
    mean("cost").toFixed(4),
    mean("seconds").toFixed(0),
  ].join("  ");
}

/** The judge must call right what was played right, and wrong what was played wrong, in every arm. */
function checkRehearsal() {
  const wrong = new Set(tasks.filter(({ hasWrong }) => hasWrong).map(({ name }) => name));
  const mistaken = missions.filter(
    ({ task, isRight, isClaimed }) => isRight === wrong.has(task) || !isClaimed,
  );
  for (const { task, arm, status } of mistaken) console.log(`✗ ${task} in ${arm} ended otherwise: ${status}`);
  if (mistaken.length === 0) console.log("The judge told right from wrong in every mission.");
  process.exitCode = mistaken.length === 0 ? 0 : 1;
}

function fail(why) {
  console.error(why);
  process.exit(2);
}

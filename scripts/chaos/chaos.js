// Kills a mission of ten tasks at random moments until it has ended, several times over, and compares its end with
// that of an undisturbed one. Usage: npm run chaos -- [runs] [kills a run at least] [seed]
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { runsFolderOf } from "../../dist/runs/run-folder.js";
import { readRun } from "../../dist/runs/stored-run.js";

const [runs = 5, killsPerRun = 20, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const random = generator(seed);
const root = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-chaos-")));
/** Where the copies are in which checks are put to the test. */
const copies = join(root, "copies");
await mkdir(copies);
const mission = fileURLToPath(new URL("mission.js", import.meta.url));
const killedIn = new Map();
const problems = [];
let kills = 0;

try {
  const calm = await playUndisturbed();
  for (let number = 1; number <= runs || kills < runs * killsPerRun; number++) await playKilled(number, calm);
} finally {
  await rm(root, { recursive: true, force: true, maxRetries: 5 });
}
for (const [state, count] of [...killedIn].sort())
  console.log(`${String(count).padStart(5)} × killed in ${state}`);
for (const problem of problems) console.log(`✗ ${problem}`);
console.log(`${kills} kills in ${runs} runs (seed ${seed})`);
console.log(
  `${runs - new Set(problems.map((problem) => problem.split(":")[0])).size} passed, ${new Set(problems.map((problem) => problem.split(":")[0])).size} failed`,
);
process.exit(problems.length > 0 ? 1 : 0);

async function playUndisturbed() {
  const place = await makeProject("calm");
  const child = launch(place);
  const launched = Date.now();
  await child.begun;
  const begun = Date.now();
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`the undisturbed mission failed\n${child.said()}`);
  return {
    ...(await outcomeOf(place)),
    startMilliseconds: begun - launched,
    milliseconds: Date.now() - begun,
  };
}

/** Three of four kills come while the mission works, the fourth while it is being taken up. */
async function playKilled(number, calm) {
  const place = await makeProject(`run-${number}`);
  const span = (calm.milliseconds / killsPerRun) * 2;
  const moment = async (child) => {
    if (random() < 0.25) return wait(random() * calm.startMilliseconds);
    await child.begun;
    return wait(random() * span);
  };
  for (let killed = 0; ; ) {
    const child = launch(place);
    const exit = once(child, "exit");
    const isPatient = killed >= killsPerRun;
    const isKilled = await Promise.race([
      exit.then(() => false),
      isPatient ? exit.then(() => false) : moment(child).then(() => true),
    ]);
    if (isKilled && child.exitCode === null) {
      child.kill("SIGKILL");
      await exit;
      killed++;
      kills++;
      await noteKill(place, number);
      continue;
    }
    const [code] = await exit;
    if (code === 0) break;
    problems.push(`run ${number}: the resumed mission failed: ${child.said()}`);
    return;
  }
  const left = (await readdir(copies, { recursive: true })).filter((name) => name.endsWith(".owner.json"));
  if (left.length > 0) problems.push(`run ${number}: a copy is left: ${left}`);
  const outcome = await outcomeOf(place);
  if (!isDeepStrictEqual(outcome.tree, calm.tree))
    problems.push(`run ${number}: another tree: ${JSON.stringify(outcome.tree)}`);
  if (!isDeepStrictEqual(outcome.report, calm.report))
    problems.push(`run ${number}: another report: ${JSON.stringify(outcome.report)}`);
  problems.push(...(await paidTwice(place)).map((call) => `run ${number}: paid again: ${call}`));
}

/** A call whose result was in the journal when a process began must not have been made by that process. */
async function noteKill(place, number) {
  const stored = await readRun(place.folder).catch(() => undefined);
  const name = stored
    ? JSON.stringify(stored.state.value).replaceAll(/[{}"]/g, "").replaceAll(":", ".")
    : "(no journal yet)";
  killedIn.set(name, (killedIn.get(name) ?? 0) + 1);
  const done = (stored?.events ?? []).flatMap(({ event, key }) =>
    event.type.startsWith("xstate.done.actor.") && key ? [callOf(key.actor, key.task, key.attempt)] : [],
  );
  const submitted = (stored?.notes ?? []).flatMap(({ note }) =>
    note.type === "change.submitted" ? [callOf(note.key.actor, note.key.task, note.key.attempt)] : [],
  );
  const calls = readFileSync(place.callLog, { encoding: "utf8", flag: "a+" }).split("\n").length - 1;
  place.known.push({ after: calls, done: new Set([...done, ...submitted]), number });
}

function callOf(actor, task = "run", attempt = 0) {
  return `call ${actor} ${task}/${actor === "searcher" ? 0 : attempt}`;
}

async function paidTwice(place) {
  const calls = (await readFile(place.callLog, "utf8")).trim().split("\n");
  return place.known.flatMap(({ after, done }) => calls.slice(after).filter((call) => done.has(call)));
}

async function makeProject(name) {
  const path = join(root, name);
  await mkdir(path);
  await writeFile(join(path, "package.json"), "{}");
  await writeFile(join(path, "user.txt"), "committed\n");
  await writeFile(
    join(path, "check.mjs"),
    [
      'import { readdirSync, readFileSync } from "node:fs";',
      'for (const file of readdirSync(".").filter((name) => name.endsWith(".txt"))) {',
      '  if (!readFileSync(file, "utf8").startsWith("bad")) continue;',
      '  console.log(file + ":1:1: error: a bad line");',
      "  process.exitCode = 1;",
      "}",
    ].join("\n"),
  );
  const git = (...args) =>
    spawnSync("git", ["-C", path, "-c", "user.name=t", "-c", "user.email=t@t", ...args]);
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "first");
  await writeFile(join(path, "user.txt"), "the user's uncommitted words\n");
  return {
    path,
    folder: join(runsFolderOf(path), "the-run"),
    callLog: join(root, `${name}.calls`),
    known: [],
  };
}

function launch({ path, callLog }) {
  const child = spawn(process.execPath, [mission, path, callLog], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, TMPDIR: copies },
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  return Object.assign(child, { said: () => said, begun: once(child.stdout, "data") });
}

async function outcomeOf({ path, folder }) {
  const names = (await readdir(path, { withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  const tree = Object.fromEntries(
    await Promise.all(names.sort().map(async (name) => [name, await readFile(join(path, name), "utf8")])),
  );
  const { checks, tasks, ...report } = JSON.parse(await readFile(join(folder, "report.json"), "utf8"));
  const timeless = tasks.map(({ evidence, ...task }) => ({
    ...task,
    evidence: evidence && { ...evidence, seconds: 0 },
  }));
  return {
    tree,
    report: { ...report, tasks: timeless, checks: checks.map(({ seconds, ...check }) => check) },
  };
}

/** Mulberry32 by Tommy Ettinger: numbers from 0 to 1 that a seed decides. */
function generator(state) {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

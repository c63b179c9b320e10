// What the plugin adds to OpenCode's start, beside an empty plugin and one after the other in turning order:
// of the server, from the spawn to the first answer to GET /command, which lists what plugins have registered; of the
// terminal screen, from the spawn to its prompt, for which both parts of the plugin are loaded.
import { join } from "node:path";
import { describeMachine } from "./machine.js";
import { configOf, serve } from "./opencode.js";
import { commitAll, makeFolder, packageRoot, removeFolder, timeOf } from "./processes.js";
import { figure, median, medianRatio, ratio, ratioSpread } from "./report.js";
import { startScreen } from "./start-screen.js";
import { fillHome, startSubjects } from "./start-subjects.js";

const serverRounds = 30;
const screenRounds = 20;
const aim = 1.03;
const nobody = "http://127.0.0.1:9/v1";

export default { title: "Start", run };

async function run({ against }) {
  const [project, home] = [await makeFolder("project"), await makeFolder("home")];
  await commitAll(project);
  const { opencode } = await describeMachine();
  await fillHome(home, opencode);
  const subjects = await startSubjects(home, against);
  const places = { home, project };
  try {
    const server = await takeTurns(serverRounds, { without: [], ...subjects }, (name, plugins) =>
      startServer(places, name, plugins),
    );
    const screen = await takeTurns(screenRounds, subjects, (_, plugins) => startOnScreen(places, plugins));
    return { notes, figures: [...serverFigures(server), ...screenFigures(screen), ...(await helpFigures())] };
  } finally {
    await Promise.all([project, home].map(removeFolder));
  }
}

const notes = [
  `Medians of the ratios of ${serverRounds} rounds (server) and ${screenRounds} (screen); in each round the starts follow`,
  "one another in turning order. Half of the rounds lie between the quartiles. Processor time is what OpenCode has used",
  "until then; other work on the machine changes it less. The empty plugin is a package with both parts that do nothing.",
];

/** Whoever starts first in a round must not always be the same. The first round is not counted. */
async function takeTurns(rounds, subjects, start) {
  const names = Object.keys(subjects);
  const taken = Object.fromEntries(names.map((name) => [name, { milliseconds: [], processor: [] }]));
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(turn + round) % names.length];
      const { milliseconds, processor } = await start(name, subjects[name]);
      if (round === 0) continue;
      taken[name].milliseconds.push(milliseconds);
      taken[name].processor.push(processor);
    }
  }
  return taken;
}

async function startServer(places, name, plugins) {
  const { commands, stop, ...used } = await serve({ ...places, config: configOf(nobody, plugins) });
  await stop();
  const isThere = commands.some(({ name: command }) => command === "auto");
  if (isThere !== ["with", "against"].includes(name))
    throw new Error(`/auto is ${isThere ? "" : "not "}there in the start "${name}"`);
  return used;
}

async function startOnScreen(places, plugins) {
  const { stop, ...used } = await startScreen({ ...places, config: configOf(nobody, plugins) });
  await stop();
  return used;
}

function serverFigures(taken) {
  return [
    ...compared("server", taken),
    ratio(
      "server: with an empty plugin against without",
      medianRatio(taken.empty.milliseconds, taken.without.milliseconds),
    ),
    figure("server: without a plugin", median(taken.without.milliseconds), "ms"),
    figure("server: with the plugin", median(taken.with.milliseconds), "ms"),
  ];
}

function screenFigures(taken) {
  return [
    ...compared("screen", taken),
    figure("screen: with the plugin", median(taken.with.milliseconds), "ms"),
  ];
}

function compared(what, taken) {
  const others = [
    ["an empty one", taken.empty, aim],
    ["the other checkout", taken.against, undefined],
  ];
  return others.flatMap(([name, other, aim]) => {
    if (!other) return [];
    const { low, high } = ratioSpread(taken.with.milliseconds, other.milliseconds);
    const title = `${what}: with the plugin against with ${name}`;
    return [
      ratio(title, medianRatio(taken.with.milliseconds, other.milliseconds), aim),
      figure(`${title}, lower quartile`, low, "×"),
      figure(`${title}, upper quartile`, high, "×"),
      ratio(`${title}, processor time`, medianRatio(taken.with.processor, other.processor)),
    ];
  });
}

async function helpFigures() {
  const help = await alternate(
    () => timeOf(process.execPath, [join(packageRoot, "dist/cli/main.js"), "--help"]),
    () => timeOf(process.execPath, ["--eval", ""]),
  );
  return [
    ratio("`opencode-orchestrator --help` against an empty Node", medianRatio(...help)),
    figure("`opencode-orchestrator --help`", median(help[0]), "ms"),
  ];
}

/** Both, in turn, and the times of each. */
export async function alternate(one, other, times = 15) {
  const measured = [[], []];
  await one();
  await other();
  for (let round = 0; round < times; round++) {
    measured[0].push(await one());
    measured[1].push(await other());
  }
  return measured;
}

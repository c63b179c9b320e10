// What the plugin adds to OpenCode's start, from the spawn to the first answer to GET /command, which lists what
// plugins have registered. OpenCode alone, with an empty plugin, and with this one, side by side.
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { configOf, serve, thisPlugin } from "./opencode.js";
import { commitAll, makeFolder, packageRoot, removeFolder, timeOf } from "./processes.js";
import { figure, median, medianRatio, ratio } from "./report.js";

const rounds = 14;
const nobody = "http://127.0.0.1:9/v1";

export default { title: "Start", run };

async function run() {
  const [project, home] = [await makeFolder("project"), await makeFolder("home")];
  const empty = join(project, "empty-plugin.js");
  await writeFile(empty, 'export default { id: "empty", server: async () => ({}) };\n');
  await commitAll(project);
  const kinds = { without: [], empty: [empty], with: [thisPlugin()] };
  const times = { without: [], empty: [], with: [] };
  try {
    // The first start fills the home.
    for (const name of Object.keys(kinds)) await start(name);
    for (let round = 0; round < rounds; round++) {
      // Whoever starts first in a round must not always be the same.
      const order = Object.keys(kinds).map((_, index, names) => names[(index + round) % names.length]);
      for (const name of order) times[name].push(await start(name));
    }
  } finally {
    await Promise.all([project, home].map(removeFolder));
  }

  async function start(name) {
    const config = configOf(nobody, kinds[name]);
    const { milliseconds, commands, stop } = await serve({ home, project, config });
    await settled(home);
    await stop();
    const isThere = commands.some(({ name: command }) => command === "auto");
    if (isThere !== (name === "with"))
      throw new Error(`/auto is ${isThere ? "" : "not "}there ${name} the plugin`);
    return milliseconds;
  }

  const help = await alternate(
    () => timeOf(process.execPath, [join(packageRoot, "dist/cli/main.js"), "--help"]),
    () => timeOf(process.execPath, ["--eval", ""]),
  );
  return {
    notes: [`Medians of ${rounds} rounds; in each, the three starts follow one another in turning order.`],
    figures: [
      ratio("OpenCode with the plugin against without", medianRatio(times.with, times.without), 1.05),
      ratio("OpenCode with an empty plugin against without", medianRatio(times.empty, times.without)),
      ratio("OpenCode with the plugin against with an empty one", medianRatio(times.with, times.empty)),
      figure("OpenCode without a plugin", median(times.without), "ms"),
      figure("OpenCode with the plugin", median(times.with), "ms"),
      ratio("`opencode-orchestrator --help` against an empty Node", medianRatio(...help)),
      figure("`opencode-orchestrator --help`", median(help[0]), "ms"),
    ],
  };
}

/** OpenCode installs packages of its own after its start; killed in that moment, the next one waits for the lock. */
async function settled(home) {
  const locks = join(home, ".local", "state", "opencode", "locks");
  const deadline = performance.now() + 15_000;
  do await delay(700);
  while ((await readdir(locks).catch(() => [])).length > 0 && performance.now() < deadline);
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

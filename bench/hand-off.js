// From one agent's last byte to the next agent's request at the model, against OpenCode's own floor: a script that
// creates a child session and prompts it, back to back, through the same server.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answeredCriteria } from "../dist/demo/answered-criteria.js";
import { startRehearsedModel } from "../dist/demo/rehearsed-model.js";
import { listen } from "./exchanges.js";
import { configOf, dataOf, serve, thisPlugin } from "./opencode.js";
import { commitAll, makeFolder, removeFolder } from "./processes.js";
import { figure, median, ratio } from "./report.js";

const tasks = 12;
const floorRounds = 20;

export default { title: "Hand-off from agent to agent", run };

async function run() {
  const [project, home] = [await makeFolder("project"), await makeFolder("home")];
  await writeFile(join(project, "package.json"), "{}\n");
  await commitAll(project);
  const exchanges = listen();
  const model = await startRehearsedModel(reply);
  const config = configOf(model.url, [thisPlugin({ checks: false })], { agent: { floor: leanAgent } });
  const opencode = await serve({ home, project, config });
  try {
    // The first calls pay for what OpenCode makes once.
    await playFloor(opencode.client, 3);
    exchanges.length = 0;
    await playFloor(opencode.client, floorRounds);
    await playMission(opencode.client);
    await playFloor(opencode.client, floorRounds);
  } finally {
    await opencode.stop();
    await model.close();
    await Promise.all([project, home].map(removeFolder));
  }
  const all = handOffs(exchanges);
  const floor = all.filter(({ from, to }) => from === "floor" && to === "floor").map(millisecondsOf);
  const agents = all.filter(({ from, to }) => from !== "floor" && to !== "floor");
  const kinds = [...new Set(agents.map(({ from, to }) => `${from} → ${to}`))];
  const base = median(floor);
  return {
    notes: [
      `Medians of ${agents.length} hand-offs of a mission with ${tasks} tasks and of ${floor.length} of the floor, half of them`,
      "before and half after the mission. No checks: their time is the project's. In a hand-off the plugin also ends the old",
      "session and adds up what it used, writes the journal, updates the todo list, the text and the rows that the user sees,",
      "and saves the tree (searcher → coder) or makes the diff (coder → reviewer). The floor does none of that.",
    ],
    figures: [
      ratio("hand-off against the floor", median(agents.map(millisecondsOf)) / base),
      ...kinds.map((kind) => {
        const same = agents.filter(({ from, to }) => `${from} → ${to}` === kind).map(millisecondsOf);
        return ratio(`${kind} (${same.length})`, median(same) / base);
      }),
      figure("hand-off", median(agents.map(millisecondsOf)), "ms"),
      figure("floor", base, "ms"),
    ],
  };
}

/** As small as the plugin's own agents, so that the floor is as low as it can be. */
const leanAgent = {
  mode: "primary",
  prompt: "You say ok.",
  permission: { "*": "deny", read: "allow" },
};

function handOffs(exchanges) {
  return exchanges.slice(1).flatMap((next, index) => {
    const last = exchanges[index];
    if (last.session === next.session) return [];
    return [{ from: last.agent, to: next.agent, milliseconds: next.start - last.end }];
  });
}

const millisecondsOf = ({ milliseconds }) => milliseconds;

async function playFloor(client, rounds) {
  const parent = dataOf(await client.session.create({ title: "The parent" }));
  for (let round = 0; round < rounds; round++) {
    const child = dataOf(await client.session.create({ parentID: parent.id, title: `Child ${round}` }));
    dataOf(
      await client.session.prompt({
        sessionID: child.id,
        agent: "floor",
        model: { providerID: "rehearsed", modelID: "model" },
        parts: [{ type: "text", text: "Say ok." }],
      }),
    );
  }
}

async function playMission(client) {
  const session = dataOf(await client.session.create({ title: "The mission" }));
  dataOf(
    await client.session.command({ sessionID: session.id, command: "auto", arguments: "write the files" }),
  );
}

function reply({ agent, task, step, text }) {
  switch (agent) {
    case "planner":
      return submit("submit_plan", { summary: "A file a task.", tasks: plan() });
    case "searcher":
      return submit("submit_findings", { summary: "Nothing is there yet.", findings: [] });
    case "reviewer":
      return submit("submit_review", {
        verdict: "pass",
        summary: "It is there.",
        issues: [],
        criteria: answeredCriteria(text),
      });
    case "coder":
      if (step === 0) return submit("write", { filePath: `${task}.txt`, content: "good\n" });
      return submit("submit_change", { summary: "Wrote it.", files: [`${task}.txt`] });
    default:
      return { text: "ok" };
  }
}

function submit(name, argument) {
  return { toolCalls: [{ name, arguments: argument }] };
}

function plan() {
  return Array.from({ length: tasks }, (_, index) => ({
    id: `T${index + 1}`,
    title: `Write T${index + 1}.txt`,
    description: "Write a good line into it.",
    files: [`T${index + 1}.txt`],
    acceptance: ["the line is good"],
  }));
}

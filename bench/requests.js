// What the standard mission, that of the demo with three tasks and one fix, asks of models, by agent.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { rehearsal, rehearsedRequest } from "../dist/demo/rehearsal.js";
import { startRehearsedModel } from "../dist/demo/rehearsed-model.js";
import { configOf, dataOf, serve, thisPlugin } from "./opencode.js";
import { commitAll, makeFolder, packageRoot, removeFolder } from "./processes.js";
import { figure, median, ratio } from "./report.js";

const roles = ["planner", "searcher", "coder", "reviewer", "fixer"];

export default { title: "Model requests of a mission with three tasks and one fix", run };

async function run() {
  const [project, home] = [await makeFolder("project"), await makeFolder("home")];
  await cp(join(packageRoot, "demo", "sample-project"), project, { recursive: true });
  await commitAll(project);
  const model = await startRehearsedModel(rehearsal);
  const opencode = await serve({ home, project, config: configOf(model.url, [thisPlugin()]) });
  try {
    const { client } = opencode;
    const { id } = dataOf(await client.session.create({ title: "The mission" }));
    dataOf(await client.session.command({ sessionID: id, command: "auto", arguments: rehearsedRequest }));
    const mission = [...model.requests];
    const build = dataOf(await client.session.create({ title: "The build agent" }));
    const parts = [{ type: "text", text: rehearsedRequest }];
    const chosen = { agent: "build", model: { providerID: "rehearsed", modelID: "model" } };
    dataOf(await client.session.prompt({ sessionID: build.id, ...chosen, parts }));
    return describe(mission, model.requests.slice(mission.length));
  } finally {
    await opencode.stop();
    await model.close();
    await Promise.all([project, home].map(removeFolder));
  }
}

function describe(mission, built) {
  const buildBytes = built[0].systemBytes + built[0].toolsBytes;
  const overheadOf = ({ systemBytes, toolsBytes }) => systemBytes + toolsBytes;
  return {
    notes: [
      "An agent's overhead is what each of its requests carries before the task: system prompt and tools, in bytes. OpenCode's",
      "own `build` agent is what they are compared with.",
    ],
    figures: [
      figure("orchestrator: requests", mission.filter(({ agent }) => !roles.includes(agent)).length, ""),
      ...roles.flatMap((role) => {
        const own = mission.filter(({ agent }) => agent === role);
        const bytes = own.reduce((sum, { body }) => sum + Buffer.byteLength(JSON.stringify(body)), 0);
        return [
          figure(`${role}: requests`, own.length, ""),
          figure(`${role}: all request bytes`, bytes, "B"),
          ratio(`${role}: overhead against build's`, median(own.map(overheadOf)) / buildBytes),
        ];
      }),
      figure("all agents: requests", mission.length, ""),
      figure("build: overhead of a request", buildBytes, "B"),
    ],
  };
}

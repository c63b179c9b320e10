// A whole mission in the real OpenCode, and what is known of its times.
import { join } from "node:path";
import { startRehearsedModel } from "../../dist/demo/rehearsed-model.js";
import { createFold } from "../../dist/inspector/frames/fold.js";
import { createFramer } from "../../dist/inspector/frames/framer.js";
import { readJournal } from "../../dist/runs/read-journal.js";
import { runFiles, runFolders } from "../../dist/runs/run-folder.js";
import { listen } from "../exchanges.js";
import { configOf, dataOf, serve, thisPlugin } from "../opencode.js";
import { makeFolder, removeFolder } from "../processes.js";
import { makeProject, reply } from "./project.js";
import { stampPrograms } from "./stamped-programs.js";

/** @returns the mission as `piecesOf` takes it */
export async function playMission(programs = ["npm", "node", "npx"]) {
  const [project, home] = [await makeFolder("project"), await makeFolder("home")];
  const exchanges = listen();
  const model = await startRehearsedModel(reply);
  try {
    await makeProject(project);
    const stamps = await stampPrograms(home, programs);
    const config = configOf(model.url, [thisPlugin()]);
    const opencode = await serve({ home, project, config, more: { PATH: stamps.path } });
    try {
      const { id } = dataOf(await opencode.client.session.create({ title: "The mission" }));
      const from = Date.now();
      dataOf(
        await opencode.client.session.command({ sessionID: id, command: "auto", arguments: "add the steps" }),
      );
      const to = Date.now();
      const processes = (await stamps.read()).map((one) => ({ ...one, isInCopy: one.folder !== project }));
      return { from, to, processes, exchanges: exchanges.map(toSpan), ...(await readChart(project)) };
    } finally {
      await opencode.stop();
    }
  } finally {
    await model.close();
    await Promise.all([project, home].map(removeFolder));
  }
}

function toSpan({ agent, session, start, end }) {
  const [from, to] = [start, end].map((at) => performance.timeOrigin + at);
  return { agent, session, from, to };
}

/** What the chart invoked and when, and the notes beside it. */
async function readChart(project) {
  const [folder] = await runFolders(project);
  const { header, events, notes } = await readJournal(runFiles(folder).journal);
  const framer = createFramer(header);
  const lines = [...events, ...notes].sort((one, other) => one.seq - other.seq);
  const frames = [framer.first, ...lines.map((line) => framer.next(line))];
  const status = framer.state().value;
  if (status !== "verified") throw new Error(`The mission ended ${JSON.stringify(status)}: ${join(folder)}`);
  const works = createFold()(frames, frames.length - 1).works.map(({ start, end, ...work }) => ({
    ...work,
    from: Date.parse(start),
    to: Date.parse(end),
  }));
  return {
    works,
    notes: notes.map(({ at, note }) => ({
      at: Date.parse(at),
      type: note.type,
      session: note.session ?? note.result?.session,
    })),
  };
}

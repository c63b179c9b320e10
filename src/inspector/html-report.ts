import { reasonOf } from "../runs/read-journal.js";
import { readRun } from "../runs/stored-run.js";
import { fileDocument, readPageAssets } from "./document.js";
import type { Frame } from "./frames/frame.js";
import { createFramer } from "./frames/framer.js";
import { toInfo } from "./run-feed.js";
import { diffOf, readTaskChanges } from "./task-diffs.js";

/**
 * A run as one self-contained page: the inspector with its data in it.
 * @throws RunUnreadable when its journal cannot be read
 */
export async function htmlReport(folder: string): Promise<string> {
  const { header, events, notes, problems } = await readRun(folder);
  const framer = createFramer(header);
  const frames: Frame[] = [framer.first];
  let problem = problems.join("; ");
  try {
    for (const line of [...events, ...notes].sort((a, b) => a.seq - b.seq)) {
      if (line.seq !== frames.length) throw new Error(`line ${frames.length} is missing`);
      frames.push(framer.next(line));
    }
  } catch (error) {
    problem = `The journal cannot be replayed further: ${reasonOf(error)}`;
  }
  const diffs: Record<string, string> = {};
  for (const change of await readTaskChanges(folder).catch(() => []))
    diffs[change.seq] = await diffOf(folder, change).catch((error) => reasonOf(error));
  const data = { type: "file", info: toInfo(header), frames, problem, diffs };
  return fileDocument(await readPageAssets(), { title: `Run ${header.run}`, data }).html;
}

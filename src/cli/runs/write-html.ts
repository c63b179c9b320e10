import { basename, resolve } from "node:path";
import { writeAtomically } from "../../files/write-atomically.js";
import { findRun } from "./find-run.js";

/** Writes a run as one page. @returns what was written. @throws CommandError when no run is meant */
export async function writeHtml(
  project: string,
  beginning: string | undefined,
  file: string,
): Promise<string> {
  const folder = await findRun(project, beginning);
  const { htmlReport } = await import("../../inspector/html-report.js");
  const html = await htmlReport(folder);
  await writeAtomically(resolve(project, file), html);
  return `${file}: run ${basename(folder)}, ${Math.ceil(Buffer.byteLength(html) / 1_000)} kB. It needs no network.`;
}

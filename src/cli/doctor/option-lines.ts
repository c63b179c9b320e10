import { oneLine } from "../../contracts/one-line.js";
import type { Options } from "../../contracts/options.js";
import { loadOptions } from "../../options/options-files.js";
import { findRegistrations } from "../opencode/registration.js";
import { fail, type Line } from "./line.js";

/** The options as a run in the folder takes them, and what is wrong with them; then they are the defaults. */
export async function optionLines(folder: string): Promise<{ lines: Line[]; options: Options }> {
  const entries = findRegistrations(folder).filter(({ isGone }) => !isGone);
  const { options, problems } = await loadOptions(folder, entries.at(-1)?.options);
  return {
    lines: problems.map((problem) =>
      fail(`Options: ${oneLine(problem, 400)}`, "Fix it: until then nothing is started"),
    ),
    options,
  };
}

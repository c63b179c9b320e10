import { oneLine } from "../../contracts/one-line.js";
import type { Options } from "../../contracts/options.js";
import { colours } from "../colours.js";
import { opencodeEnvironment } from "../opencode/environment.js";
import { majorVersion } from "../opencode/version.js";
import { agentLines } from "./agent-lines.js";
import type { Askable } from "./ask-opencode.js";
import { nodeLine, opencodeLine } from "./host-lines.js";
import { fail, type Line } from "./line.js";
import { lookInside } from "./look-inside.js";
import { modelLines } from "./model-lines.js";
import { optionLines } from "./option-lines.js";
import { loadedLines, registrationLines, sidebarLines } from "./plugin-lines.js";
import { checkLines, gitLine, writableLine } from "./project-lines.js";
import { reviewerLines } from "./reviewer-lines.js";
import { lockLine, unfinishedLine } from "./run-lines.js";

/**
 * Looks at all that a mission needs, and prints a line each.
 * @returns false when something fails
 */
export async function examine(folder: string, print: (line: string) => void): Promise<boolean> {
  const counts = { ok: 0, warn: 0, fail: 0 };
  const say = (...lines: Line[]) => {
    for (const line of lines) {
      counts[line.level]++;
      print(format(line));
    }
  };
  say(nodeLine());
  const { lines, options } = await optionLines(folder);
  const { line, askable } = await opencodeLine(folder, opencodeEnvironment(folder));
  // OpenCode 2 takes the sidebar from the plugin's own entry.
  const sidebar = majorVersion(askable?.version ?? "") === 2 ? [] : sidebarLines(folder);
  say(line, ...registrationLines(folder), ...sidebar, ...lines);
  if (askable) say(...(await askedLines(askable, options)));
  say(await gitLine(folder), await writableLine(folder), ...(await checkLines(folder, options)));
  say(await unfinishedLine(folder), await lockLine(folder));
  print("");
  print(`${counts.ok} ok, ${counts.warn} to look at, ${counts.fail} failed`);
  return counts.fail === 0;
}

async function askedLines(askable: Askable, options: Options): Promise<Line[]> {
  try {
    const { config, models } = await lookInside(askable);
    return [
      ...loadedLines(config, models),
      ...agentLines(config),
      ...modelLines(options, config, models),
      ...reviewerLines(options, config),
    ];
  } catch (error) {
    const why = oneLine((error as Error).message, 300);
    return [fail(`OpenCode does not start here: ${why}`, "opencode --print-logs debug config says more")];
  }
}

function format({ level, text, mend }: Line): string {
  const { green, yellow, red, dim } = colours(process.stdout);
  const paint = { ok: green, warn: yellow, fail: red }[level];
  return `${paint(level.padEnd(4))}  ${text}${mend ? `\n      ${dim(`→ ${mend}`)}` : ""}`;
}

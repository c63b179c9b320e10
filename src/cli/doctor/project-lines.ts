import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { findGitTrouble } from "../../actors/checkpoints/git-trouble.js";
import type { LeftOut } from "../../actors/checks/detect-checks.js";
import { type Survey, surveyChecks } from "../../actors/checks/survey-checks.js";
import type { Options } from "../../contracts/options.js";
import { secondsText } from "../../report/amounts.js";
import { shortPath } from "../../report/short-path.js";
import { lastSeconds } from "../../runs/last-seconds.js";
import { runsFolderOf } from "../../runs/run-folder.js";
import { findWorktree } from "../worktree.js";
import { fail, type Line, ok, warn } from "./line.js";

export async function gitLine(folder: string): Promise<Line> {
  const limits = "changes cannot be rolled back, and the reviewer sees no diff";
  const trouble = await findGitTrouble(folder);
  if (trouble) return warn(`${trouble.words}: ${limits}`, trouble.fix ?? "Fix the repository");
  return ok(`Git worktree ${findWorktree(folder) ?? folder}`);
}

export async function writableLine(folder: string): Promise<Line> {
  const runs = runsFolderOf(folder);
  const place = await nearest(runs);
  try {
    await access(place, constants.W_OK | constants.X_OK);
    return ok(`Runs can be written to ${shortPath(runs, folder)}`);
  } catch (error) {
    return fail(`Runs cannot be written: ${firstLine(error)}`, `Make ${place} writable`);
  }
}

/** The folder itself, or what is there of its path. */
async function nearest(path: string): Promise<string> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? path : nearest(dirname(path));
}

/** The checks with what is known of each, and what is left out with the line of `orchestrator.jsonc` that takes it. */
export async function checkLines(folder: string, { checks: option }: Options): Promise<Line[]> {
  const { checks, leftOut, skippedInVain, limit } = await surveyChecks(folder, option);
  const times = await lastSeconds(folder, checks);
  const taken = checks.map((check) => ok(checkText(check, times.get(check.name))));
  const advice = option === false ? 'Remove "checks": false from the options' : nameChecks;
  return [
    ...(taken.length > 0 ? taken : [warn(noChecks, advice)]),
    ...leftOut.map(leftOutLine),
    ...skippedInVain.map((name) =>
      warn(`"${name}" is skipped, but no check of that name is found`, "opencode-orchestrator checks"),
    ),
    ...(limit === undefined
      ? []
      : [warn(`There are more than ${limit}: the rest was not searched`, nameChecks)]),
  ];
}

const noChecks = "Checks: none: changes can only be reviewed, never verified";
const nameChecks = 'Add a "test" script, or name commands in the option "checks"';

function checkText({ name, command, why, folder, when }: Survey["checks"][number], seconds?: number): string {
  const facts = [
    why,
    ...(folder ? [`in ${folder}`] : []),
    ...(when === "final" ? ["at the end"] : []),
    ...(seconds === undefined ? [] : [secondsText(seconds)]),
  ];
  return `Check ${name}: ${command} (${facts.join("; ")})`;
}

function leftOutLine({ name, command, why, instead, configuration }: LeftOut): Line {
  const text = `Left out: ${name} (${command}): ${why}`;
  return instead.length > 0
    ? ok(`${text}; instead: ${instead.join(", ")}`)
    : warn(text, `To run it anyway, in .opencode/orchestrator.jsonc: ${configuration}`);
}

function firstLine(error: unknown): string {
  return (error as Error).message.split("\n")[0] ?? "";
}

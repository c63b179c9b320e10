// Where the time of a whole mission in the real OpenCode goes.
import { figure, ratio } from "../report.js";
import { piecesOf } from "./pieces.js";
import { playMission } from "./play.js";
import { answerSeconds, taskCount } from "./project.js";

/** What the plugin does by itself while nobody else works. */
const own = [
  "between two steps of the chart",
  "checkpoint",
  "agents: before the session",
  "agents: what was changed",
  "checks: around the commands",
  "final checks: around the commands",
];
const startOfSession = "agents: session to first request";
const endOfSession = "agents: end of the session";

const meanwhile = {
  aheadSearcher: "meanwhile: the next task is searched",
  aheadChecks: "meanwhile: the baseline is made",
  probe: "meanwhile: probes beside the review",
  "another check": "meanwhile: another check runs",
};

/** The notes and figures of one mission; the shares of what it waited for add up to all of its time. */
export async function whereTimeGoes() {
  const mission = await playMission();
  const pieces = piecesOf(mission);
  const all = mission.to - mission.from;
  const waits = summed(pieces.map(({ name, milliseconds }) => [name, milliseconds]));
  const along = summed(
    pieces.flatMap((piece) => piece.along.map((what) => [meanwhile[what], piece.milliseconds])),
  );
  const shares = (times) =>
    [...times]
      .sort(([, one], [, other]) => other - one)
      .map(([name, time]) => figure(name, (100 * time) / all, "%"));
  const timeOf = (...names) => names.reduce((sum, name) => sum + (waits.get(name) ?? 0), 0);
  return {
    notes: [
      `**A whole mission** in the real OpenCode: ${taskCount} tasks, one with a fix, a model that answers after ${answerSeconds} s, three checks`,
      "(`tsc --noEmit`, `node --test`, and a build at the end), evidence on. Each moment counts once, for what the run waited",
      "for, so that the shares add up to all of its time. *OpenCode between answers* is mostly its own snapshots of the tree.",
    ],
    figures: [
      figure("the mission", all / 1_000, "s"),
      ...shares(waits),
      ...shares(along),
      ratio(
        "the plugin's own work against OpenCode's start of its sessions",
        timeOf(...own) / timeOf(startOfSession),
      ),
      ratio("the end of sessions against their start", timeOf(endOfSession) / timeOf(startOfSession)),
    ],
  };
}

function summed(times) {
  const sums = new Map();
  for (const [name, time] of times) sums.set(name, (sums.get(name) ?? 0) + time);
  return sums;
}

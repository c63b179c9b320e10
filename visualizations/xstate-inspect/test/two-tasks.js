import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantTeam } from "../../../bench/instant-team.js";
import { startRun } from "../../../dist/runs/durable-run.js";
import { formatVersion } from "../../../dist/runs/journal-line.js";

/** A run of two tasks, in a project of its own, that stands still before the second until it is told to go on. */
export async function startTwoTasks() {
  const project = await mkdtemp(join(tmpdir(), "orchestrator-xstate-4-"));
  const folder = join(project, ".opencode", "orchestrator", "two-tasks");
  await mkdir(folder, { recursive: true });
  let beginSecondTask;
  const isTold = new Promise((resolve) => {
    beginSecondTask = resolve;
  });
  let isThere;
  const standsStill = new Promise((resolve) => {
    isThere = resolve;
  });
  const machine = instantTeam(2, async (id) => {
    if (id === "T1") return;
    isThere();
    await isTold;
  });
  const header = {
    type: "run",
    version: formatVersion,
    run: "two-tasks",
    session: "s",
    command: "auto",
    startedAt: new Date().toISOString(),
    limits: {},
  };
  const run = startRun(header, { folder, machine, onProblem: assert.fail });
  let closed;
  const close = () => {
    closed ??= run.close();
    return closed;
  };
  run.actor.start();
  run.actor.send({ type: "mission.requested", request: "write the files" });
  return {
    project,
    folder,
    beginSecondTask,
    /** Ends as in a crash: before the second task, with nothing said. */
    async breakOff() {
      await standsStill;
      await close();
    },
    async remove() {
      await close();
      await rm(project, { recursive: true });
    },
  };
}

/** The state in which it stands still. */
export function isAtSecondTask({ value, context }) {
  return value.working?.executing?.task?.doing?.searching === "calling" && context.iterations === 1;
}

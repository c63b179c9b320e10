import { existsSync } from "node:fs";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { AgentRole } from "../../src/contracts/agent.js";
import type { Report } from "../../src/contracts/report.js";
import type { ModelReply } from "../../src/demo/model-reply.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { unfinishedFiles } from "./leftovers.js";
import { change, checkedProject, goodTeam, type Stage, setStage, task } from "./mission.js";

/** A stage whose agents and checks can be stopped in their midst, to be killed there. */
export interface CrashStage extends Stage {
  /** The next call of a role for a task never gets an answer. Resolves when the model was asked for it. */
  hang(role: AgentRole, taskId?: string): Promise<void>;
  /** The next call of a role for a task gets its answer when `now` is called. */
  holdUntilReleased(role: AgentRole, taskId: string): { reached: Promise<void>; now(): void };
  /** From now on a check does not end. Resolves when one has started. */
  holdChecks(): Promise<{ started: Promise<void> }>;
  /** Kills OpenCode in what it does, and starts it again; nothing hangs any more. */
  crash(): Promise<void>;
  /** What is left of the run: its tree, its report without times and names, and the sessions by what they did. */
  outcome(): Promise<Outcome>;
}

export interface Outcome {
  tree: Record<string, string>;
  report: Partial<Report>;
  tasks: Partial<Report["tasks"][number]>[];
  /** `role task/attempt` → how many sessions it took. */
  sessions: Record<string, number>;
}

/** A check that leaves a file behind runs each time, although the rest of the tree is the same. */
const leftBehind = "ran.log";

/** The check of {@link checkedProject}, which also waits while a file says so. */
const heldCheck = [
  'import { appendFileSync, existsSync, writeFileSync } from "node:fs";',
  `appendFileSync("${leftBehind}", "x");`,
  "const { CHECK_HOLD: hold } = process.env;",
  'if (existsSync(hold)) writeFileSync(hold + ".started", "");',
  "while (existsSync(hold)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);",
  checkedProject["check.mjs"],
].join("\n");

/** Two tasks, one after the other; the coder's first try of T1 fails its check, so that the fixer is needed. */
export const twoTasks = {
  ...goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"])),
  coder: ({ task: id }: ModelRequest) =>
    id === "T1" ? change("a.txt", "bad: at first\n") : change("b.txt", "good\n"),
};

export async function setCrashStage(
  options: Partial<Parameters<typeof setStage>[0]> = {},
): Promise<CrashStage> {
  const holds = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-hold-")));
  const hold = join(holds, "check");
  const hanging = new Map<string, () => void>();
  const script = options.script ?? twoTasks;
  const stage = await setStage({
    ...options,
    files: { ...checkedProject, "check.mjs": heldCheck, ...options.files },
    env: { CHECK_HOLD: hold },
    script: Object.fromEntries(
      Object.entries(script).map(([role, play]) => [
        role,
        (request: ModelRequest): ModelReply[] => {
          const reached = hanging.get(`${role} ${request.task ?? ""}`);
          if (!reached || request.step > 0) return play(request);
          reached();
          return [{ hang: true }];
        },
      ]),
    ),
  });

  return Object.defineProperties({} as CrashStage, {
    ...Object.getOwnPropertyDescriptors(stage),
    ...Object.getOwnPropertyDescriptors({
      hang: (role: AgentRole, taskId = "") =>
        new Promise<void>((resolve) => {
          hanging.set(`${role} ${taskId}`, resolve);
        }),
      holdUntilReleased(role: AgentRole, taskId: string) {
        let now = () => {};
        stage.hold(
          role,
          new Promise<void>((resolve) => {
            now = resolve;
          }),
          taskId,
        );
        const isReached = ({ agent, task: id }: ModelRequest) => agent === role && id === taskId;
        return { reached: stage.model.waitForRequest(isReached).then(() => {}), now };
      },
      async holdChecks() {
        await writeFile(hold, "");
        return { started: poll(() => existsSync(`${hold}.started`)) };
      },
      async crash() {
        await stage.opencode.kill();
        hanging.clear();
        await rm(hold, { force: true });
        await stage.restart("kill");
      },
      outcome: () => outcomeOf(stage),
      async end() {
        await stage.end();
        await rm(holds, { recursive: true, force: true });
      },
    }),
  });
}

async function poll(isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { interval: 20 }).toBe(true);
}

async function outcomeOf({ project, report, model, opencode }: Stage): Promise<Outcome> {
  expect((await opencode.client.session.status()).data).toEqual({});
  expect(await unfinishedFiles(project.path)).toEqual([]);
  const listed = (await project.git("ls-files", "-co", "--exclude-standard")).trim().split("\n");
  const names = listed.filter((name) => name !== leftBehind);
  const tree = await Promise.all(names.map(async (name) => [name, await project.read(name)]));
  const { run, session, startedAt, endedAt, checks, tasks, agents, ...rest } = await report();
  const withoutTimes = checks.map(({ seconds, ...check }) => ({ ...check, seconds: 0 }));
  expect(run && session && startedAt).toBeTruthy();
  expect(Date.parse(endedAt ?? "")).toBeGreaterThanOrEqual(Date.parse(startedAt));
  const calls = new Map(
    model.requests.flatMap(({ agent, task: id, attempt, session: child }) =>
      agent === undefined ? [] : [[child, `${agent} ${id ?? "run"}/${attempt ?? 0}`]],
    ),
  );
  const sessions: Record<string, number> = {};
  for (const call of calls.values()) sessions[call] = (sessions[call] ?? 0) + 1;
  // The ids of the model's tool calls are longer when there were more of them before.
  const tokens = { ...rest.tokens, input: Math.round(rest.tokens.input / 1000) };
  const inputs = Object.values(agents).map((agent) => agent.tokens.input);
  expect(inputs.reduce((sum, input) => sum + input, 0)).toBe(rest.tokens.input);
  const without = <Spent extends { tokens: unknown }>({ tokens: _, ...others }: Spent) => others;
  return {
    tree: Object.fromEntries(tree),
    report: { ...rest, tokens, checks: withoutTimes },
    tasks: tasks.map(without),
    sessions,
  };
}

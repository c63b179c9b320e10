import { afterAll, beforeAll, expect, test } from "vitest";
import {
  change,
  checkedProject,
  goodTeam,
  type Script,
  type Stage,
  setStage,
  task,
} from "../support/mission.js";
import { isAlive } from "../support/process-alive.js";

/** Esc needs about 3 of them. Both slow down on a busy machine, so the clock says nothing and this number does. */
const mostSessions = 40;

let stage: Stage;
const team = goodTeam(task("T1", "a.txt"));
/** The check writes its process into `check-process` and never ends where there is an `endless.txt`. */
const endless = `import { existsSync, writeFileSync } from "node:fs";
if (existsSync("endless.txt")) {
  writeFileSync("check-process", String(process.pid));
  setInterval(() => {}, 1_000);
}
`;

beforeAll(async () => {
  const files = { ...checkedProject, "check.mjs": endless + checkedProject["check.mjs"] };
  stage = await setStage({ files, script: team });
});
afterAll(() => stage.end());

const asks = (role: string) => {
  const before = stage.model.requests.length;
  return stage.model.waitForRequest(({ agent, index }) => agent === role && index >= before);
};
const isWaiting = () =>
  stage.opencode.waitForEvent(
    (event) => event.type === "session.status" && event.properties.status.type === "retry",
  );
const checkProcess = async () => Number(await stage.project.read("check-process").catch(() => "0"));

const scenes: { name: string; script: Script; begins: () => Promise<unknown> }[] = [
  {
    name: "a planner whose model never answers",
    script: { ...team, planner: () => [{ hang: true }] },
    begins: () => asks("planner"),
  },
  {
    name: "a coder whose model never answers",
    script: { ...team, coder: () => [{ hang: true }] },
    begins: () => asks("coder"),
  },
  {
    name: "a coder whose provider asks to wait for 50 seconds",
    script: { ...team, coder: () => [{ status: 429, headers: { "retry-after": "50" } }] },
    begins: () => asks("coder").then(isWaiting),
  },
  {
    name: "a check that never ends",
    script: { ...team, coder: () => change("endless.txt", "good\n") },
    begins: () => expect.poll(checkProcess).toBeGreaterThan(0),
  },
];

test.each(scenes)(
  "Esc ends $name before OpenCode has made 40 sessions, and no request follows",
  async ({ script, begins }) => {
    stage.play(script);
    const session = await stage.createSession();
    const begun = begins();
    const turn = stage.command(session, "auto", "write a.txt").catch(() => "interrupted");
    await begun;
    const requests = stage.model.requests.length;

    let isOver = false;
    const over = interrupt(session, turn).then(() => {
      isOver = true;
    });
    let sessions = 0;
    for (; !isOver && sessions < mostSessions; sessions++) await stage.createSession();
    expect(isOver).toBe(true);
    await over;

    await expect.poll(async () => (await stage.report()).status).toBe("paused");
    expect(stage.model.requests.length).toBe(requests);
    const check = await checkProcess();
    await expect.poll(() => check > 0 && isAlive(check)).toBe(false);
    expect(await stage.command(session, "auto-stop")).toContain("■ Stopped");
  },
);

/** Resolves when the turn is over and no session is busy. */
async function interrupt(session: string, turn: Promise<unknown>): Promise<void> {
  const { client } = stage.opencode;
  await client.session.abort({ sessionID: session });
  await turn;
  while (Object.keys((await client.session.status()).data ?? {}).length > 0);
}

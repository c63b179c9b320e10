import { expect, vi } from "vitest";
import type { AgentRole } from "../../src/contracts/agent.js";
import type { ModelReply } from "../../src/demo/model-reply.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import {
  type Asked,
  call,
  change,
  checkedProject,
  goodTeam,
  type Script,
  type Stage,
  setStage,
  task,
  write,
} from "./mission.js";

/** What can go wrong in a role's call. */
export interface Fault {
  name: string;
  /** In the place of what the role would reply. */
  reply(request: ModelRequest, stage: Stage): ModelReply;
  /** The cause, as the question and the report name it when it goes wrong for ever. */
  cause: RegExp;
}

/** The roles in the order of a mission whose first change fails its check. */
export const roles: readonly AgentRole[] = ["planner", "searcher", "coder", "fixer", "reviewer"];

/** To read or to write it, a role must ask the user, who refuses it. */
const askedFile = "asked.md";
const faultyProject = { ...checkedProject, [askedFile]: "Private.\n" };
const askingConfig = {
  // They are none of the plugin's business, and most of the time that a step takes.
  snapshot: false,
  permission: { edit: { "*": "allow", [askedFile]: "ask" }, read: { "*": "allow", [askedFile]: "ask" } },
};

/** A stage for missions that suffer; who asks for a permission there is refused it. */
export async function setFaultyStage(plugin: object): Promise<Stage> {
  const stage = await setStage({
    files: faultyProject,
    script: team,
    plugin: { checks: [{ name: "test", command: "node check.mjs" }], ...plugin },
    config: askingConfig,
  });
  void refusePermissions(stage);
  return stage;
}

async function refusePermissions({ opencode }: Stage): Promise<void> {
  const refused = new Set<string>();
  try {
    for (;;) {
      const event = await opencode.waitForEvent(
        ({ type, properties }) => type === "permission.asked" && !refused.has(properties.id),
        300_000,
      );
      if (event.type !== "permission.asked") continue;
      refused.add(event.properties.id);
      await opencode.client.permission.reply({ requestID: event.properties.id, reply: "reject" });
    }
  } catch {
    // OpenCode has ended.
  }
}

const quickly = { "retry-after-ms": "50" };
const megabytes = "words and ".repeat(200_000);

export const refusedKey: Fault = {
  name: "a refused key (401)",
  reply: () => ({ status: 401, body: { error: { message: "No such key" } } }),
  cause: /the provider refused the key: No such key.*opencode providers/,
};

/** Those which a fresh try can mend, and which take no time. */
export const quickFaults: readonly Fault[] = [
  {
    name: "too many requests (429)",
    reply: () => ({ status: 429, headers: quickly, body: { error: { message: "Slow down" } } }),
    cause: /: Slow down$/,
  },
  {
    name: "too many requests (429), to be tried again in an hour",
    reply: () => ({
      status: 429,
      headers: { "retry-after": "3600" },
      body: { error: { message: "Daily limit" } },
    }),
    cause: /: Daily limit; it asks to wait 60 min$/,
  },
  {
    name: "a server error (500)",
    reply: () => ({ status: 500, headers: quickly }),
    cause: /: Rehearsed error 500$/,
  },
  {
    name: "a stream that is not JSON",
    reply: () => ({ raw: 'data: {"choices": [oops\n\n' }),
    cause: /JSON parsing failed/,
  },
  {
    name: "bytes that are no stream",
    reply: () => ({ raw: "\u0000\u0001<html>Bad gateway</html>" }),
    cause: /answered 3 times with nothing that can be read/,
  },
  {
    name: "a tool call that is not JSON",
    reply: ({ tools }) => call(submitTool(tools), '{"summary": "half'),
    cause: /sent 5 invalid submissions; the last one: a tool call that is not JSON/,
  },
  {
    name: "prose instead of a submission",
    reply: () => ({ text: "I have looked at everything, trust me." }),
    cause: /ended without a valid submit_\w+, .*: it only wrote "I have looked at everything, trust me\."/,
  },
  {
    name: "an empty answer",
    reply: () => ({ text: "" }),
    cause: /ended without a valid submit_\w+, .*: its answer was empty/,
  },
  {
    name: "an answer of 2 MB",
    reply: () => ({ text: megabytes }),
    cause: /wrote more than 1000000 characters in one answer/,
  },
  {
    name: "a submission of 2 MB",
    reply: ({ tools }) => call(submitTool(tools), { summary: megabytes, files: [], tasks: [], findings: [] }),
    cause: /sent a submission of 20000\d\d characters; at most 200000 are allowed/,
  },
  {
    name: "a deleted session",
    reply({ session = "" }, { opencode }) {
      void opencode.client.session.delete({ sessionID: session });
      return { hang: true };
    },
    cause: /: its session was deleted$/,
  },
  {
    // Every role can meet one: those that change files at an edit, the others at a file that must be asked for.
    name: "a refused permission",
    reply: ({ tools }) =>
      tools.includes("write") ? write(askedFile, "unwanted\n") : call("read", { filePath: askedFile }),
    cause: /the user refused: (?:edit|read) asked\.md/,
  },
];

export const cutStream: Fault = {
  name: "a stream that is cut short",
  reply: () => ({ cutAfter: "Let me see" }),
  cause: /; the provider said: Connection reset by server$/,
};

export const silence: Fault = {
  name: "a model that never answers",
  reply: () => ({ hang: true }),
  cause: /gave no sign of life for \d+ s$/,
};

function submitTool(tools: readonly string[]): string {
  return tools.find((name) => name.startsWith("submit_")) ?? "";
}

/** Every role does its part once: the coder's change fails the check, and the fixer's passes. */
export const team: Required<Script> = {
  ...goodTeam(task("T1", "a.txt")),
  coder: () => change("a.txt", "bad: first try\n"),
};

/** The team, where a role's request suffers `fault` whenever `isDue` says so. */
function suffering(stage: Stage, fault: Fault, isDue: (role: AgentRole) => boolean): Script {
  const suffered = new Map<string | undefined, ModelReply[]>();
  const script = (role: AgentRole) => (request: ModelRequest) => {
    const before = suffered.get(request.session) ?? [];
    suffered.set(request.session, before);
    if (isDue(role)) before.push(fault.reply(request, stage));
    return [...before, ...team[role](request)];
  };
  return Object.fromEntries(roles.map((role) => [role, script(role)]));
}

/** A mission in which every role suffers the fault once, and nobody is asked. */
export function sufferOnce(stage: Stage, fault: Fault): Promise<void> {
  return orEndRun(stage, () => playOnce(stage, fault));
}

async function playOnce(stage: Stage, fault: Fault): Promise<void> {
  const due = new Set(roles);
  stage.play(suffering(stage, fault, (role) => due.delete(role)));
  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write a.txt");
  const question = stage.question(session).then(({ questions }) => questions[0]?.question);

  expect(await Promise.race([turn, question])).toContain("✓ Verified");
  expect([...due]).toEqual([]);
  expect(await stage.report()).toMatchObject({ status: "verified", tasks: [{ status: "verified" }] });
  expect((await stage.text(session)).length).toBeLessThan(5000);
  await expectRest(stage);
}

/** How the user says Retry, and the turn that goes on with the run then. */
type Retry = (asked: Asked, stage: Stage, turn: Promise<string>) => Promise<{ turn: Promise<string> }>;

/**
 * A mission in which each role in turn suffers the fault for ever: the user is asked, mends it and says Retry, and
 * so to the end.
 */
export function sufferForEver(stage: Stage, fault: Fault, retry: Retry = inTheDialog): Promise<void> {
  return orEndRun(stage, () => playForEver(stage, fault, retry));
}

async function playForEver(stage: Stage, fault: Fault, retry: Retry): Promise<void> {
  let sick: AgentRole | undefined = roles[0];
  const before = stage.model.requests.length;
  stage.play(suffering(stage, fault, (role) => role === sick));
  const session = await stage.createSession();
  let turn = stage.command(session, "auto", "write a.txt");
  turn.catch(() => {});

  for (const [index, role] of roles.entries()) {
    const question = await stage.question(session);
    const [asked] = question.questions;
    expect(asked).toMatchObject({
      header: "A call failed",
      question: expect.stringMatching(new RegExp(`^The ${role} \\(scripted/m1\\) failed: `)),
      options: expect.arrayContaining([expect.objectContaining({ label: "Retry" })]),
    });
    expect(asked?.question).toMatch(fault.cause);
    expect(asked?.question).toMatch(/^.{1,300}$/);
    expect(await stage.report()).toMatchObject({ status: "needs-user", reason: asked?.question });
    await expectWorking(stage.opencode, session);
    sick = roles[index + 1];
    turn = (await retry(question, stage, turn)).turn;
    turn.catch(() => {});
  }

  expect(await turn).toContain("✓ Verified");
  const asked = stage.model.requests.slice(before).filter(({ agent }) => agent !== undefined);
  expect(asked.length).toBeLessThan(roles.length * 10);
  expect((await stage.text(session)).length).toBeLessThan(5000);
  expect(await stage.report()).toMatchObject({
    status: "verified",
    tasks: [{ status: "verified" }],
    calls: { planner: 2, searcher: 2, coder: 2, fixer: 2, reviewer: 2 },
  });
  await expectRest(stage);
}

/** A mission that failed must not take those after it along. */
async function orEndRun(stage: Stage, play: () => Promise<void>): Promise<void> {
  try {
    await play();
  } catch (error) {
    await stage.command(await stage.createSession(), "auto-stop");
    await stage.project.git("clean", "--quiet", "--force", "a.txt");
    throw error;
  }
}

const inTheDialog: Retry = async (asked, stage, turn) => {
  await stage.answer(asked, "Retry");
  return { turn };
};

/** The dialog is closed, which ends the turn; the command begins another one. */
export const byCommand: Retry = async (asked, stage, turn) => {
  await stage.dismiss(asked);
  await turn;
  return { turn: stage.command(asked.sessionID, "auto-resume", "retry") };
};

/** Nothing works on, and the tree holds what the fixer wrote; it is put back for the next mission. */
export async function expectRest({ project, opencode }: Stage): Promise<void> {
  await expectWorking(opencode);
  expect(await project.read("a.txt")).toBe("good\n");
  expect(await project.git("status", "--porcelain")).toBe("?? a.txt\n");
  await project.git("clean", "--quiet", "--force", "a.txt");
}

/** Sessions other than these rest, or come to rest. */
function expectWorking({ client }: Stage["opencode"], ...sessions: string[]): Promise<void> {
  return vi.waitFor(
    async () => expect(Object.keys((await client.session.status()).data ?? {})).toEqual(sessions),
    { timeout: 60_000 },
  );
}

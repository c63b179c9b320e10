import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answeredCriteria } from "../../src/demo/answered-criteria.js";
import type { ModelReply } from "../../src/demo/model-reply.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { type RehearsedModel, startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { type Opencode, startOpencode } from "../support/opencode.js";
import { createProject, type Project } from "../support/project.js";
import {
  type Api,
  apis,
  findProblems,
  type LoggedRequest,
  type ProviderLog,
  startProviderLog,
} from "../support/provider-log.js";

const seconds = 1000;

/** The task that the planner plans for a mission says how the mission goes. */
const stories = {
  GOOD: "ended verified",
  BUG: "asked the user and was answered",
  SLOW: "was interrupted with Esc while its coder worked",
} as const;
type Story = keyof typeof stories;

const cases = (Object.keys(stories) as Story[]).flatMap((story) =>
  apis.map((api) => [stories[story], api, story] as const),
);

/** The tools whose calls stay in the history: rows, the last todo list, a question. */
const traces: Record<Story, readonly string[]> = {
  GOOD: ["task", "task", "task", "task", "todowrite"],
  BUG: ["question", "task", "task", "task", "task", "task", "todowrite"],
  SLOW: ["task", "task", "task", "todowrite"],
};

/** A turn with its texts only. */
const maxTextBytes = 1500;
/** A row without the plugin: a call of the tool `task` and its result. */
const maxRowBytes = 400;
/** What else the turn keeps then: the last todo list, and a question with its answer. */
const maxListBytes = 1500;

let log: ProviderLog;
let model: RehearsedModel;
let project: Project;
let opencode: Opencode;
const sessions = new Map<Story, string>();

beforeAll(async () => {
  log = await startProviderLog();
  model = await startRehearsedModel(rehearse);
  project = await createProject({ "package.json": '{ "type": "module" }', "check.js": check });
  opencode = await startOpencode({
    ...setting(),
    plugin: { sameErrorLimit: 1, checks: [{ name: "check", command: "node check.js" }] },
  });
  await runMission("GOOD");
  await answerMission("BUG");
  await interruptMission("SLOW");
}, 120 * seconds);

afterAll(async () => {
  await opencode?.stop();
  await model?.close();
  await log?.close();
  await project?.remove();
});

describe("The user's own model, after a mission in the same session", () => {
  test("is asked when the client names no model", async () => {
    const sessionID = sessionOf("GOOD");

    const { data } = await opencode.client.session.prompt({
      sessionID,
      agent: "build",
      parts: [{ type: "text", text: "Go on without naming a model" }],
    });

    expect(data?.info).toMatchObject({ providerID: "scripted", modelID: "m1" });
    expect(model.requests.at(-1)).toMatchObject({
      session: sessionID,
      agent: undefined,
      lastUserText: "Go on without naming a model",
    });
  });

  test.each(cases)("reads only the texts of one that %s, through %s", async (_, api, story) => {
    const request = await goOn(story, api);

    expect(findProblems(request)).toEqual([]);
    const turn = turnOf(request);
    expect(turn.filter(({ kind }) => kind !== "text")).toEqual([]);
    expect(turn.map(({ text }) => text).join("\n")).toContain(
      story === "SLOW" ? `**${story}** Write the note` : "**✓ Verified**",
    );
    expect(bytesOf(turn)).toBeLessThan(maxTextBytes);
  });
});

describe("The user's own model, after a mission and without the plugin", () => {
  beforeAll(async () => {
    await opencode.kill();
    opencode = await startOpencode({ ...setting(), plugin: false, home: opencode.home });
  }, 60 * seconds);

  test.each(cases)("reads the calls and results of one that %s, through %s", async (_, api, story) => {
    const request = await goOn(story, api);

    expect(findProblems(request)).toEqual([]);
    const tools = turnOf(request).filter(({ kind }) => kind !== "text");
    const called = tools.flatMap(({ tool }) => tool ?? []);
    expect(called.toSorted()).toEqual([...traces[story]]);
    const rows = called.filter((tool) => tool === "task").length;
    expect(bytesOf(tools)).toBeLessThan(rows * maxRowBytes + maxListBytes);
  });

  test.each(cases.filter(([, api]) => api === apis[0]))(
    "finds no call marked as the provider's own in one that %s",
    async (_, __, story) => {
      const { data } = await opencode.client.session.messages({ sessionID: sessionOf(story) });

      expect(data?.length).toBeGreaterThan(0);
      expect(JSON.stringify(data)).not.toContain("providerExecuted");
    },
  );
});

const setting = () => ({
  project: project.path,
  model,
  config: { provider: log.config, permission: { edit: "allow" } },
});

async function answerMission(story: Story): Promise<void> {
  const mission = runMission(story);
  const asked = await opencode.waitForEvent((event) => event.type === "question.asked");
  if (asked.type !== "question.asked") throw new Error("OpenCode asked nothing");
  await opencode.client.question.reply({ requestID: asked.properties.id, answers: [["leave the bug out"]] });
  await mission;
}

async function interruptMission(story: Story): Promise<void> {
  const mission = runMission(story);
  const { session } = await model.waitForRequest(({ agent, task }) => agent === "coder" && task === story);
  await opencode.waitForEvent(
    (event) => event.type === "message.part.updated" && rowSession(event.properties.part) === session,
  );
  await opencode.client.session.abort({ sessionID: sessionOf(story) });
  await mission;
}

function rowSession(part: object): unknown {
  return "state" in part && (part.state as { metadata?: { sessionId?: string } }).metadata?.sessionId;
}

/** Resolves when the mission's turn is over. */
async function runMission(story: Story): Promise<void> {
  const { data } = await opencode.client.session.create({ title: story });
  if (!data) throw new Error("OpenCode made no session");
  sessions.set(story, data.id);
  const { error } = await opencode.client.session.command({
    sessionID: data.id,
    command: "auto",
    arguments: `Write a ${story} note`,
    model: "scripted/m1",
  });
  if (error) throw new Error(`/auto failed: ${JSON.stringify(error)}`);
}

/** Prompts the API's model in the mission's session, and gives back what reached it. */
async function goOn(story: Story, api: Api): Promise<LoggedRequest> {
  const sessionID = sessionOf(story);
  const before = log.requests.length;
  const { data } = await opencode.client.session.prompt({
    sessionID,
    agent: "build",
    model: { providerID: api, modelID: "model" },
    parts: [{ type: "text", text: "Go on" }],
  });
  expect(data?.info.error).toBeUndefined();
  expect(data?.parts.flatMap((part) => (part.type === "text" ? [part.text] : []))).toEqual(["ok"]);
  const [request, ...more] = log.requests.slice(before);
  expect(more).toEqual([]);
  expect(request).toMatchObject({ api, session: sessionID });
  if (!request) throw new Error("No request reached the provider");
  return request;
}

function sessionOf(story: Story): string {
  const session = sessions.get(story);
  if (!session) throw new Error(`There was no mission ${story}`);
  return session;
}

/** What stands between the user's first two messages. */
function turnOf({ pieces }: LoggedRequest) {
  const end = pieces.findIndex(({ kind }, index) => index > 0 && kind === "user");
  return pieces.slice(1, end);
}

function bytesOf(pieces: readonly { bytes: number }[]): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes, 0);
}

const check = `import { existsSync, readFileSync } from "node:fs";
if (existsSync("note.txt") && readFileSync("note.txt", "utf8").includes("bug")) throw new Error("a bug in the note");
`;

function rehearse(request: ModelRequest): ModelReply {
  const { agent, task, step } = request;
  const file = "note.txt";
  switch (agent) {
    case "planner": {
      const id = Object.keys(stories).find((story) => request.lastUserText.includes(`a ${story} note`)) ?? "";
      const written = { title: "Write the note", description: "Write it", files: [file] };
      return call("submit_plan", {
        summary: "One note.",
        tasks: [{ id, ...written, acceptance: ["It exists"] }],
      });
    }
    case "searcher":
      return call("submit_findings", { summary: "There is no note yet.", findings: [] });
    case "coder":
    case "fixer": {
      if (task === "SLOW") return { hang: true };
      const content = agent === "coder" && task === "BUG" ? "a bug\n" : `a ${task} note\n`;
      if (step === 0) return call("write", { filePath: file, content });
      return call("submit_change", { summary: "The note is written.", files: [file] });
    }
    case "reviewer":
      return call("submit_review", {
        verdict: "pass",
        summary: "The note exists.",
        issues: [],
        criteria: answeredCriteria(request.text),
      });
    default:
      return { text: "ok" };
  }
}

function call(name: string, submission: object): ModelReply {
  return { toolCalls: [{ name, arguments: submission }] };
}

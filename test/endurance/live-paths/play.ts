import { existsSync } from "node:fs";
import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { answeredCriteria } from "../../../src/demo/answered-criteria.js";
import type { ModelReply } from "../../../src/demo/model-reply.js";
import type { ModelRequest } from "../../../src/demo/model-request.js";
import type { RunSnapshot } from "../../../src/machine/index.js";
import { tasksOf } from "../../../src/machine/index.js";
import { readJournal } from "../../../src/runs/read-journal.js";
import { runFiles, runsFolderOf } from "../../../src/runs/run-folder.js";
import { readRun } from "../../../src/runs/stored-run.js";
import type { Path } from "./chosen-paths.js";
import { type PathsStage, type PlayedProject, wholeTest } from "./stage.js";

/** What came of a path: the events that OpenCode's run took, and where it stands then. */
export interface Played {
  events: string[];
  state: unknown;
}

type Happening = Path["events"][number] & {
  output?: {
    results?: { output: string }[];
    weakenings?: unknown[];
    submission?: { verdict?: string; tasks?: unknown };
  };
  error?: { failure?: { kind: string } };
};

/**
 * Leads the real OpenCode along a path: commands, replies and Esc as a user, outcomes as the model, the check and git.
 * The run's journal tells when an event was taken; only then is the next one brought about.
 */
export async function play({ world, events, states }: Path, stage: PathsStage): Promise<Played> {
  const { budget, evidence: _, ...limits } = world.limits;
  const project = await stage.open({
    searchAhead: 0,
    ...limits,
    evidence: false,
    ...(budget ? { budget } : {}),
  });
  const { client, control, path } = project;
  const { data } = await client.session.create({});
  const session = data?.id ?? "";
  const turns: Promise<unknown>[] = [];
  const command = (name: string, text = "", by = session) => {
    turns.push(
      client.session.command({ sessionID: by, command: name, arguments: text }).catch(() => undefined),
    );
  };
  let index = 0;
  const next = () => events[index] as Happening | undefined;
  project.reply(async (request) => {
    // A request may be here before what led to it was seen in the journal.
    const taken = Math.min((await takenEvents(path)).length, events.length);
    await until(`a look at the events before a request, ${taken} of them`, async () => index >= taken);
    if (invokedIn(states[index]) === "reviewer") await prepare(1);
    return replyTo(request, next, world.tokens, isWeakened() ? "// looks at nothing\n" : wholeTest);
  });

  /** Whether the next checks are to find that the change took a test away. */
  function isWeakened(): boolean {
    const checked = events.slice(index).find(({ type }) => `${type}` === "xstate.done.actor.taskChecks");
    return ((checked as Happening | undefined)?.output?.weakenings ?? []).length > 0;
  }

  /** What happens next by itself must find its place prepared, before what comes before it has happened. */
  async function prepare(ahead = needsGit(invokedIn(states[index])) ? 0 : 1): Promise<void> {
    const at = index + ahead;
    const invoked = invokedIn(states[at]);
    const isOutcome = events[at]?.type.endsWith(`.actor.${invoked}`) ?? false;
    const fails = isOutcome && events[at]?.type.startsWith("xstate.error.");
    await setFile(control.gitFails, isGitWork(invoked) && fails === true);
    await setFile(control.gitWaits, isGitWork(invoked) && !isOutcome);
    const verdict = verdictOf(next());
    if (verdict) await writeFile(control.verdict, verdict);
    await spoilChecks(path, willFail(index) || willFail(index + 1));
  }

  const willFail = (at: number) =>
    /^xstate\.error\.actor\.(\w*Checks|diagnosis)$/.test(events[at]?.type ?? "");

  try {
    for (; index < events.length; index++) {
      await prepare();
      const isAsked = states[index]?.hasTag("needsUser") ?? false;
      await bringAbout(next() as Happening, isAsked, project, { session, command });
      await until(`${index + 1}. ${next()?.type}`, () =>
        hasTaken(
          path,
          index + 1,
          events.map(({ type }) => type),
        ),
      );
    }
    await prepare();
    const [folder = ""] = await foldersOf(path);
    const stored = await readRun(folder);
    return { events: await takenEvents(path), state: standing(stored.state, abandonedBy(stored.events)) };
  } finally {
    await setFile(control.gitFails, false);
    await setFile(control.gitWaits, false);
    await spoilChecks(path, false);
    await client.session.abort({ sessionID: session });
    await project.close();
    await Promise.all(turns);
  }
}

export function invokedIn(state: RunSnapshot | undefined): string {
  return state?._nodes.flatMap((node) => node.invoke)[0]?.id ?? "";
}

/** Whether git must do its work while this goes on; the reviewer's diff is made before its model is asked. */
function needsGit(invoked: string): boolean {
  return isGitWork(invoked) || isChecking(invoked) || ["coder", "fixer", "reviewer"].includes(invoked);
}

/** Checks look at the tree before and after. */
export function isChecking(invoked: string): boolean {
  return /Checks$|^diagnosis$/.test(invoked);
}

export function isGitWork(invoked: string): boolean {
  return /Checkpoint|rollback/.test(invoked);
}

function verdictOf(event: Happening | undefined): string | undefined {
  const verdict = event?.type.startsWith("xstate.done.actor.")
    ? event.output?.results?.[0]?.output
    : undefined;
  return verdict === "weakened" ? "passed" : verdict;
}

interface User {
  session: string;
  command(name: string, text?: string, by?: string): void;
}

/** What does not happen by itself is done by the user. */
async function bringAbout(
  { type }: Happening,
  isAsked: boolean,
  { client }: PlayedProject,
  { session, command }: User,
): Promise<void> {
  const reply = isAsked ? replies[type] : undefined;
  if (reply) return answer(client, session, reply);
  const [, begun] = /^(\w+)\.requested$/.exec(type) ?? [];
  if (begun) return command(begun === "mission" ? "auto" : begun, begun === "fix" ? "" : "do it");
  if (type === "user.approved") command("auto");
  if (type === "run.paused") await client.session.abort({ sessionID: session });
  if (type === "run.resumed") command("auto-resume");
  if (type === "run.stopped") {
    const other = await client.session.create({});
    command("auto-stop", "", other.data?.id);
  }
}

const replies: Record<string, string> = {
  "user.approved": "Run",
  "user.retried": "like this",
  "user.skipped": "Skip",
  "user.continued": "Continue",
  "user.kept": "Keep",
  "user.stopped": "Stop",
  "fix.requested": "Fix",
};

async function answer(client: PlayedProject["client"], session: string, label: string): Promise<void> {
  let id: string | undefined;
  await until(`the question to answer with ${label}`, async () => {
    id = (await client.question.list({})).data?.find(({ sessionID }) => sessionID === session)?.id;
    return id !== undefined;
  });
  await client.question.reply({ requestID: id ?? "", answers: [[label]] });
}

/** The model's part of an event; where the path goes on otherwise, it does not answer. */
async function replyTo(
  { tools, step, text }: ModelRequest,
  next: () => Happening | undefined,
  tokens: number,
  test: string,
): Promise<ModelReply> {
  const event = next();
  const [, how, actor = ""] = /^xstate\.(done|error)\.actor\.(\w+)$/.exec(event?.type ?? "") ?? [];
  if (!isAgent(actor)) return { hang: true };
  if (how === "error") {
    if (event?.error?.failure?.kind === "auth") return { status: 401 };
    return step === 0 ? said(tokens, [["glob", { pattern: "*.js" }]]) : { status: 400 };
  }
  const submission = event?.output?.submission;
  if (tools.includes("submit_plan")) return said(tokens, [["submit_plan", submission]]);
  if (tools.includes("submit_findings")) return said(tokens, [["submit_findings", submission]]);
  if (tools.includes("submit_review")) {
    const { verdict = "" } = submission ?? {};
    const issues = verdict === "fail" ? [{ severity: "error", message: "it is wrong", file: "a.js" }] : [];
    const criteria = answeredCriteria(text);
    return said(tokens, [["submit_review", { ...submission, summary: "judged", issues, criteria }]]);
  }
  const content = `export const a = ${Date.now()};\n`;
  return said(tokens, [
    ["write", { filePath: "a.js", content }],
    ["write", { filePath: "a.test.js", content: test }],
    ["submit_change", submission],
  ]);
}

export function isAgent(actor: string): boolean {
  return agents.includes(actor);
}

const agents = ["planner", "searcher", "looker", "coder", "fixer", "reviewer", "examiner"];

/** A whole answer that used exactly so many tokens. */
function said(tokens: number, calls: [name: string, argument: unknown][]): ModelReply {
  const head = { id: "chatcmpl-played", object: "chat.completion.chunk", created: 0, model: "m1" };
  const tool_calls = calls.map(([name, argument], index) => ({
    index,
    id: `call_${Date.now()}_${index}`,
    type: "function",
    function: { name, arguments: JSON.stringify(argument) },
  }));
  const usage = { prompt_tokens: tokens, completion_tokens: 0, total_tokens: tokens };
  const chunks = [
    { ...head, choices: [{ index: 0, delta: { role: "assistant", tool_calls }, finish_reason: null }] },
    { ...head, choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] },
    { ...head, choices: [], usage },
  ];
  return { raw: `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n` };
}

async function setFile(file: string, isThere: boolean): Promise<void> {
  if (isThere) await writeFile(file, "");
  else await rm(file, { force: true });
}

/** A file where the outputs of checks belong lets their actor fail. */
async function spoilChecks(project: string, isSpoilt: boolean): Promise<void> {
  for (const folder of await foldersOf(project)) {
    const { checks } = runFiles(folder);
    if (isSpoilt) {
      await rm(checks, { recursive: true, force: true });
      await writeFile(checks, "");
    } else if (existsSync(checks)) await rm(checks, { recursive: true, force: true });
  }
}

async function foldersOf(project: string): Promise<string[]> {
  const runs = runsFolderOf(project);
  const entries = await readdir(runs, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(runs, name));
}

/** The roles of the calls that were cut and have ended since: when they end, no path says. */
function abandonedBy(events: readonly { event: { type: string } }[]): string[] {
  return events.flatMap(({ event }) =>
    event.type === "call.abandoned" ? [(event as { type: string; role?: string }).role ?? ""] : [],
  );
}

/** What a call that was cut had used is told whenever its session has ended. */
async function takenEvents(project: string): Promise<string[]> {
  const [folder] = await foldersOf(project);
  if (!folder || !existsSync(runFiles(folder).journal)) return [];
  const { events } = await readJournal(runFiles(folder).journal);
  return events.map(({ event }) => event.type).filter((type) => type !== "call.abandoned");
}

/** @throws where the run went another way */
async function hasTaken(project: string, count: number, expected: readonly string[]): Promise<boolean> {
  const taken = await takenEvents(project);
  const wrong = taken.findIndex((type, at) => type !== expected[at]);
  if (wrong >= 0) {
    throw new Error(`After ${taken.slice(0, wrong).join(" ")} came ${taken[wrong]}, not ${expected[wrong]}`);
  }
  return taken.length >= count;
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (!(await isSo())) {
    if (Date.now() > giveUpAt) throw new Error(`Within a minute there was not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Of a state, what the model's machine must agree in: all but times, texts and trees. */
export function standing(
  { value, status, context }: RunSnapshot,
  abandoned: readonly string[] = [],
): unknown {
  const { iterations, question, callFailures, work, queue } = context;
  const calls = Object.fromEntries(
    Object.entries(context.calls).map(([role, count]) => [
      role,
      count - abandoned.filter((other) => other === role).length,
    ]),
  );
  return JSON.parse(
    JSON.stringify({
      value,
      status,
      iterations,
      question,
      callFailures,
      calls,
      retries: work?.retries,
      changes: work?.changes,
      tasks: tasksOf(queue).map(({ id, status, attempts }) => ({ id, status, attempts })),
    }),
  );
}

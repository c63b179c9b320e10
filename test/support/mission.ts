import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ToolPart } from "@opencode-ai/sdk/v2";
import type { AgentRole } from "../../src/contracts/agent.js";
import { errorWords } from "../../src/contracts/error-words.js";
import type { PlannedTask } from "../../src/contracts/plan.js";
import type { Report } from "../../src/contracts/report.js";
import { answeredCriteria } from "../../src/demo/answered-criteria.js";
import type { ModelReply } from "../../src/demo/model-reply.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { type RehearsedModel, startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { runFiles } from "../../src/runs/run-folder.js";
import { nobodyIn } from "./leftovers.js";
import { type Opencode, type OpencodeEvent, startOpencode } from "./opencode.js";
import { createProject, type Project } from "./project.js";
import { runsOf } from "./runs-of.js";

/** What each role replies, by the step of its session. */
export type Script = Partial<Record<AgentRole, (request: ModelRequest) => ModelReply[]>>;

/** OpenCode with the plugin, a project and a scripted model. */
export interface Stage {
  project: Project;
  model: RehearsedModel;
  /** The OpenCode that runs now. */
  readonly opencode: Opencode;
  /** Kills OpenCode as `kill -9` does, or lets it shut down, and starts another one in the same home. */
  restart(how: "kill" | "shut down"): Promise<void>;
  /** Changes what the model replies from now on. */
  play(script: Script): void;
  /** The model answers this role only when the promise has resolved. */
  hold(role: AgentRole, until: Promise<void>, taskId?: string): void;
  createSession(): Promise<string>;
  /** Sends a command; resolves with the text of the turn's last message when the turn is over. */
  command(session: string, command: string, text?: string): Promise<string>;
  /** The next question of the session, past or future, that was not answered here. */
  question(session: string, timeoutMs?: number): Promise<Asked>;
  answer(question: Asked, answer: string): Promise<void>;
  /** Closes the question's dialog without an answer. */
  dismiss(question: Asked): Promise<void>;
  /** The newest report. */
  report(): Promise<Report>;
  /** Subagent rows of the session, in order. */
  rows(session: string): Promise<ToolPart[]>;
  /** All text of the session's assistant messages. */
  text(session: string): Promise<string>;
  end(): Promise<void>;
}

export type Asked = Extract<OpencodeEvent, { type: "question.asked" }>["properties"];

export interface StageOptions {
  files?: Record<string, string>;
  git?: boolean;
  script: Script;
  plugin?: object;
  config?: object;
  env?: Record<string, string>;
  startedBy?: (project: string) => string[];
}

/**
 * A project whose check is real and simple: `check.mjs` prints an error for every line of a `.txt` file that
 * begins with `bad`, and fails then.
 */
export const checkedProject: Record<string, string> = {
  "package.json": JSON.stringify({ name: "checked", private: true, scripts: { test: "node check.mjs" } }),
  "check.mjs": [
    'import { readdirSync, readFileSync } from "node:fs";',
    'for (const file of readdirSync(".").filter((name) => name.endsWith(".txt"))) {',
    '  for (const [index, line] of readFileSync(file, "utf8").split("\\n").entries()) {',
    '    if (!line.startsWith("bad")) continue;',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the text of a program
    "    console.log(`${file}:${index + 1}:1: error: ${line}`);",
    "    process.exitCode = 1;",
    "  }",
    "}",
  ].join("\n"),
};

export async function setStage(options: StageOptions): Promise<Stage> {
  let script = options.script;
  const project = await createProject(options.files ?? checkedProject, { git: options.git ?? true });
  const holds = new Map<string, Promise<void>>();
  const model = await startRehearsedModel(async (request) => {
    await holds.get(request.agent ?? "");
    await holds.get(`${request.agent} ${request.task}`);
    return replyOf(script, request);
  });
  const home = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-home-")));
  const start = async () => {
    const started = await startOpencode({
      project: project.path,
      model,
      home,
      // Most tests change prose, in which nothing can be noticed; a copy of the tree would cost them seconds.
      // They count requests, and name the one call that is open.
      plugin: { evidence: false, searchAhead: 0, ...options.plugin },
      // OpenCode's own snapshots of the tree take a third of a run's time, and are nothing to most tests.
      config: { snapshot: false, ...options.config },
      env: options.env ?? {},
      ...(options.startedBy ? { startedBy: options.startedBy(project.path) } : {}),
    });
    // A command that comes before OpenCode has them all is not known yet.
    await started.client.command.list();
    return started;
  };
  let opencode = await start();
  const answered = new Set<string>();

  const messages = async (session: string) =>
    (await opencode.client.session.messages({ sessionID: session })).data ?? [];
  return {
    project,
    model,
    get opencode() {
      return opencode;
    },
    async restart(how) {
      await (how === "kill" ? opencode.kill() : opencode.stop());
      opencode = await start();
    },
    play(next) {
      script = next;
    },
    hold: (role, until, taskId) => {
      holds.set(taskId === undefined ? role : `${role} ${taskId}`, until);
    },
    async createSession() {
      const { data, error } = await opencode.client.session.create({});
      if (!data) throw new Error(`No session: ${errorWords(error)}`);
      return data.id;
    },
    async command(session, command, text = "") {
      const { data, error } = await opencode.client.session.command({
        sessionID: session,
        command,
        arguments: text,
      });
      if (!data) throw new Error(`/${command} failed: ${errorWords(error)}`);
      return data.parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
    },
    async question(session, timeoutMs = 120_000) {
      const event = await opencode.waitForEvent(
        (candidate) =>
          candidate.type === "question.asked" &&
          candidate.properties.sessionID === session &&
          !answered.has(candidate.properties.id),
        timeoutMs,
      );
      return (event as Extract<OpencodeEvent, { type: "question.asked" }>).properties;
    },
    async answer(question, answer) {
      answered.add(question.id);
      await opencode.client.question.reply({ requestID: question.id, answers: [[answer]] });
    },
    async dismiss(question) {
      answered.add(question.id);
      await opencode.client.question.reject({ requestID: question.id });
    },
    async report() {
      const folders = await runsOf(project.path, home);
      const texts = await Promise.all(
        folders.map((folder) => readFile(runFiles(folder).report, "utf8").catch(() => "")),
      );
      const reports = texts.filter(Boolean).map((text) => JSON.parse(text) as Report);
      const newest = reports.sort((a, b) => a.startedAt.localeCompare(b.startedAt)).at(-1);
      if (!newest) throw new Error("There is no report");
      return newest;
    },
    async rows(session) {
      return (await messages(session)).flatMap(({ parts }) =>
        parts.flatMap((part) => (part.type === "tool" && part.tool === "task" ? [part] : [])),
      );
    },
    async text(session) {
      return (await messages(session))
        .flatMap(({ info, parts }) => (info.role === "assistant" ? parts : []))
        .flatMap((part) => (part.type === "text" ? [part.text] : []))
        .join("\n");
    },
    async end() {
      await opencode.stop();
      await model.close();
      await nobodyIn(project.path, home);
      await project.remove();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export function replyOf(script: Script, request: ModelRequest): ModelReply {
  const role = request.agent as AgentRole | undefined;
  const turns = role ? (script[role]?.(request) ?? []) : [];
  return answered(turns[request.step] ?? turns.at(-1) ?? { text: "ok" }, request);
}

/** A review that says nothing of criteria answers them all, so that only tests that are about them need to. */
function answered(reply: ModelReply, { text }: ModelRequest): ModelReply {
  if (!("toolCalls" in reply)) return reply;
  const toolCalls = reply.toolCalls.map((made) => {
    const { name, arguments: review } = made;
    if (name !== "submit_review" || typeof review !== "object" || review === null || "criteria" in review)
      return made;
    return { name, arguments: { ...review, criteria: answeredCriteria(text) } };
  });
  return { ...reply, toolCalls };
}

export function call(name: string, argument: unknown): ModelReply {
  return { toolCalls: [{ name, arguments: argument }] };
}

export function write(filePath: string, content: string): ModelReply {
  return call("write", { filePath, content });
}

export function plan(...tasks: PlannedTask[]): ModelReply {
  return call("submit_plan", { summary: "The plan of the test.", tasks });
}

export function task(id: string, file: string, dependsOn: string[] = []): PlannedTask {
  return {
    id,
    title: `Write ${file}`,
    description: `Write a good line into ${file}`,
    files: [file],
    acceptance: [`${file} has a good line`],
    dependsOn,
  };
}

export const findings = call("submit_findings", { summary: "Nothing special.", findings: [] });
export const passed = call("submit_review", { verdict: "pass", summary: "It is good.", issues: [] });

export function change(file: string, content: string): ModelReply[] {
  return [write(file, content), call("submit_change", { summary: `Wrote ${file}.`, files: [file] })];
}

/** A team that does everything right; tests replace the roles they are about. */
export function goodTeam(...tasks: PlannedTask[]): Required<Script> {
  const fileOf = (id: string | undefined) => tasks.find((planned) => planned.id === id)?.files[0] ?? "a.txt";
  return {
    planner: () => [plan(...tasks)],
    searcher: () => [findings],
    coder: (request) => change(fileOf(request.task), "good\n"),
    reviewer: () => [passed],
    fixer: (request) => change(fileOf(request.task), "good\n"),
  };
}

/** How many sessions each agent had. */
export function sessionsOf(model: Pick<RehearsedModel, "requests">): Record<string, number> {
  const sessions = new Map(model.requests.map(({ agent, session }) => [session, agent ?? "nobody"]));
  const counts: Record<string, number> = {};
  for (const agent of sessions.values()) counts[agent] = (counts[agent] ?? 0) + 1;
  return counts;
}

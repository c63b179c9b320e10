import type { AgentRole } from "../../../src/contracts/agent.js";
import { answeredCriteria } from "../../../src/demo/answered-criteria.js";
import { setup } from "../../../src/hosts/opencode2/setup.js";
import { checkedProject, task } from "../../support/mission.js";
import { createProject, type Project } from "../../support/project.js";
import { createFakeHost, type FakeHost } from "./fake-host.js";
import type { FakeRequest, Reply } from "./fake-models.js";

/** What an agent, or the user's own one, answers to a request. */
export type Answers = (request: FakeRequest) => Reply | Promise<Reply>;

export interface Stage extends FakeHost {
  project: Project;
  /** What the host calls when it ends. */
  cleanup(): Promise<void>;
  /** The requests of an agent, in order. */
  of(agent: string): FakeRequest[];
  end(): Promise<void>;
}

/** A small OpenCode 2 with the plugin, in a project whose check forbids lines that begin with `bad`. */
export async function setStage(
  team: Partial<Record<AgentRole | "build", Answers>> = {},
  config: { options?: object; users?: readonly string[] } = {},
): Promise<Stage> {
  const project = await createProject(checkedProject);
  const all: Partial<Record<string, Answers>> = { ...goodTeam, ...team };
  const answer = (request: FakeRequest) =>
    all[request.agent.replace("orchestrator-", "")]?.(request) ?? { text: "ok" };
  const options = { evidence: false, searchAhead: 0, ...config.options };
  const host = createFakeHost(project.path, answer, { ...config, options });
  const cleanup = await setup(host.context);
  host.load();
  return {
    ...host,
    project,
    cleanup,
    of: (agent) => host.requests.filter((request) => request.agent === agent),
    async end() {
      await cleanup();
      await project.remove();
    },
  };
}

/** Writes the file, then hands in; `step` is the one of the request that it answers. */
export function writing(content: string): Answers {
  return ({ brief, step }) => {
    const file = fileOf(brief);
    if (step === 0) return { calls: [["write", { filePath: file, content }]] };
    return { calls: [["submit_change", { summary: `Wrote ${file}.`, files: [file] }]] };
  };
}

export function fileOf(brief: string): string {
  return /\b[ab]\.txt\b/.exec(brief)?.[0] ?? "a.txt";
}

export const plan: Reply = {
  calls: [
    ["submit_plan", { summary: "Two files.", tasks: [task("T1", "a.txt"), task("T2", "b.txt", ["T1"])] }],
  ],
};

/** A team whose coder does the first task wrong, and whose fixer fixes it. */
const goodTeam: Record<AgentRole, Answers> = {
  planner: () => plan,
  searcher: () => ({ calls: [["submit_findings", { summary: "Nothing special.", findings: [] }]] }),
  coder: (request) => writing(fileOf(request.brief) === "a.txt" ? "bad: forgotten\n" : "good\n")(request),
  fixer: writing("good\n"),
  reviewer: ({ brief }) => ({
    calls: [
      ["submit_review", { verdict: "pass", summary: "Good.", issues: [], criteria: answeredCriteria(brief) }],
    ],
  }),
};

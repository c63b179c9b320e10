import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AgentRequest } from "../../src/actors/agents/agent-port.js";
import { answeredCriteria } from "../../src/demo/answered-criteria.js";
import { checkedProject, task } from "../support/mission.js";
import { createProject, type Project } from "../support/project.js";
import { type PlainHost, startPlainHost, type Ways } from "./plain-host.js";

const everything: Ways = { rows: true, list: true, question: true };
const options = { evidence: false, searchAhead: 0 };

let project: Project;
let host: PlainHost | undefined;
beforeEach(async () => {
  project = await createProject(checkedProject);
});
afterEach(async () => {
  await host?.close();
  await project.remove();
});

/** A team whose coder forgets the first file, and whose fixer fixes it, unless `fixed` says otherwise. */
function teamOf(fixed = "good\n") {
  return async ({ role, taskId }: AgentRequest, brief: string) => {
    const file = taskId === "T2" ? "b.txt" : "a.txt";
    const write = async (content: string) => {
      await project.write(file, content);
      return { files: [join(project.path, file)], submission: { summary: `Wrote ${file}.`, files: [file] } };
    };
    switch (role) {
      case "planner":
        return {
          submission: { summary: "Two files.", tasks: [task("T1", "a.txt"), task("T2", "b.txt", ["T1"])] },
        };
      case "searcher":
        return { submission: { summary: "Nothing special.", findings: [] } };
      case "coder":
        return write(taskId === "T1" ? "bad: forgotten\n" : "good\n");
      case "fixer":
        return write(fixed);
      case "reviewer":
        return {
          submission: { verdict: "pass", summary: "Good.", issues: [], criteria: answeredCriteria(brief) },
        };
    }
  };
}

describe("a mission in a host that is neither OpenCode 1 nor 2", () => {
  it("plans, codes, verifies and fixes, and shows it by rows and lists", async () => {
    host = await startPlainHost(project.path, teamOf(), everything, options);
    const said = await host.say("s1", "auto", "write two good files");
    expect(said).toContain("T1 ✓ verified");
    expect(said).toContain("✓ Verified");
    expect(await project.read("a.txt")).toBe("good\n");
    expect(host.shown.rows).toEqual([
      "planner : done",
      ...["searcher", "coder", "fixer", "reviewer"].map((role) => `${role} T1: done`),
      ...["searcher", "coder", "reviewer"].map((role) => `${role} T2: done`),
    ]);
    expect(host.shown.lists.at(-1)?.map(({ status }) => status)).toEqual(["completed", "completed"]);
  });

  it("says in words what the host cannot show", async () => {
    const nothing: Ways = { rows: false, list: false, question: false };
    host = await startPlainHost(project.path, teamOf("bad: still\n"), nothing, options);
    const said = await host.say("s1", "auto", "write two good files");
    expect(said).toMatch(/^→ .+T1/m);
    expect(said).toContain("Tasks: ▸ T1  · T2");
    expect(said).toContain("Status: needs-user. Continue with");
    expect(await host.say("s1", "auto-stop", "")).toContain("T1");
    expect(host.shown).toEqual({ rows: [], lists: [], questions: [] });
  });

  it("asks the user, and does what they answer", async () => {
    host = await startPlainHost(project.path, teamOf("bad: still\n"), everything, options);
    host.answers.push("Skip");
    const said = await host.say("s1", "auto", "write two good files");
    expect(host.shown.questions).toHaveLength(1);
    expect(said).toContain("T1 ⊘ skipped");
  });

  it("pauses when the turn is let go of, and resumes where it was", async () => {
    let reached = () => {};
    const coding = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const team = teamOf();
    let isFirst = true;
    host = await startPlainHost(
      project.path,
      async (request, brief) => {
        if (request.role !== "coder" || !isFirst) return team(request, brief);
        isFirst = false;
        reached();
        return new Promise<never>(() => {});
      },
      everything,
      options,
    );
    const turn = host.say("s1", "auto", "write two good files");
    await coding;
    await host.interrupt();
    await turn;
    expect(await host.say("s1", "auto-status", "")).toContain("is paused");
    expect(await host.say("s1", "auto-resume", "")).toContain("✓ Verified");
  });
});

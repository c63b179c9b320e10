import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Report } from "../../src/contracts/report.js";
import type { ModelReply } from "../../src/demo/model-reply.js";
import { call, goodTeam, setStage } from "./mission.js";
import { linkPackages } from "./npm-tools.js";
import { toolEnvironment } from "./tool-environment.js";

/** A small project, and an agent that does something in it; its reviewer passes whatever it is shown. */
export interface World {
  /** What the agent does, or how it finds the project. */
  way: string;
  files: Record<string, string>;
  /** Written after the commit: what git ignores, and the user's drafts. */
  uncommitted?: Record<string, string>;
  /** npm packages that are installed. */
  packages?: string[];
  /** The files that the task names. */
  task?: string[];
  does: ModelReply[];
  /** In place of those that the plugin detects. */
  checks?: object[];
}

export interface Cheat extends World {
  /** What is said of it. */
  because: RegExp;
}

let caches: string;

/** Compilers keep what they compiled there. */
function keepCaches(): void {
  beforeAll(async () => {
    caches = await mkdtemp(join(tmpdir(), "orchestrator-caches-"));
  });
  afterAll(() => rm(caches, { recursive: true, force: true }));
}

/** One live mission a world: none ends verified, and each says why. */
export function describeCheats(theme: string, cheats: readonly Cheat[]): void {
  describe(`a mission is not verified: ${theme}`, () => {
    keepCaches();
    test.each(titled(cheats))("%s", async (_, cheat) => {
      const { report } = await played(cheat);
      const outcome = [report.status, ...report.tasks.map(({ status }) => status)];
      expect(outcome, JSON.stringify(report, null, 1)).not.toContain("verified");
      expect(wordsOf(report)).toMatch(cheat.because);
    });
  });
}

/** The same worlds, told honestly: each ends verified. */
export function describeHonest(theme: string, worlds: readonly World[]): void {
  describe(`a mission is verified: ${theme}`, () => {
    keepCaches();
    test.each(titled(worlds))("%s", async (_, world) => {
      const { report } = await played(world);
      expect(report.status, wordsOf(report)).toBe("verified");
    });
  });
}

function titled<Told extends World>(worlds: readonly Told[]): [string, Told][] {
  return worlds.map((world) => [world.way, world]);
}

/** What the reviewer is told in a mission of a world. */
export function describeTold(theme: string, worlds: readonly Cheat[]): void {
  describe(`the reviewer is told: ${theme}`, () => {
    keepCaches();
    test.each(titled(worlds))("%s", async (_, world) => {
      const { told } = await played(world);
      expect(told.join("\n")).toMatch(world.because);
    });
  });
}

interface Played {
  /** At the mission's end, or when it asks for the first time. */
  report: Report;
  /** What the reviewers were asked. */
  told: string[];
}

/** A mission of one task. */
async function played(world: World): Promise<Played> {
  const files = world.task ?? ["add.js"];
  const planned = {
    id: "T1",
    title: "Add faster",
    description: "Make the addition faster",
    files,
    acceptance: ["It adds as before"],
  };
  const works = () => [...world.does, call("submit_change", { summary: "It is faster.", files })];
  const stage = await setStage({
    files: { ".gitignore": "node_modules\ntarget\nbuild\n__pycache__\n.pytest_cache\n", ...world.files },
    script: { ...goodTeam(planned), coder: works, fixer: works },
    plugin: { retryLimit: 0, callRetries: 0, maxFilesPerTask: 5, checks: world.checks ?? "auto" },
    env: toolEnvironment(caches),
  });
  try {
    await linkPackages(stage.project.path, world.packages ?? []);
    for (const [file, text] of Object.entries(world.uncommitted ?? {})) await stage.project.write(file, text);
    const session = await stage.createSession();
    const turn = stage.command(session, "auto", "make the addition faster");
    stage.question(session).then(
      (question) => stage.answer(question, "Stop"),
      () => undefined,
    );
    await turn;
    const reviews = stage.model.requests.filter(({ agent }) => agent === "reviewer");
    return { report: await stage.report(), told: reviews.map(({ lastUserText }) => lastUserText) };
  } finally {
    await stage.end();
  }
}

/** All that a report says of why it is not verified. */
function wordsOf(report: Report): string {
  const said = report.tasks.flatMap((task) => [task.reason, ...task.errors]);
  return [report.reason, ...said].filter(Boolean).join("\n");
}

export function bash(command: string): ModelReply {
  return call("bash", { command, description: "Work" });
}

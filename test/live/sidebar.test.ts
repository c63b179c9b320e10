import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTerminal } from "../../scripts/terminal.js";
import { packageRoot } from "../../src/cli/package.js";
import { findOpencode } from "../../src/demo/opencode-binary.js";
import { type RehearsedModel, startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { nobodyIn } from "../support/leftovers.js";
import { change, checkedProject, goodTeam, replyOf, type Script, task } from "../support/mission.js";
import { opencodeEnvironment } from "../support/opencode.js";
import { createProject, type Project } from "../support/project.js";

const tasks = Array.from({ length: 40 }, (_, index) => task(`T${index + 1}`, `file-${index + 1}.txt`));
const bad = () => change("file-2.txt", "bad: words\n");
const team = goodTeam(...tasks);
/** The second task fails its check however often it is fixed. */
const script: Script = {
  ...team,
  coder: (request) => (request.task === "T2" ? bad() : (team.coder?.(request) ?? [])),
  fixer: bad,
};

let home: string;
let model: RehearsedModel;
let project: Project;
let terminal: ReturnType<typeof startTerminal>;
let letCode = () => {};

beforeAll(async () => {
  home = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-tui-")));
  const coding = new Promise<void>((resolve) => {
    letCode = resolve;
  });
  model = await startRehearsedModel(async (request) => {
    if (request.agent === "coder") await coding;
    return replyOf(script, request);
  });
  project = await createProject(checkedProject);
  await rm(join(home, "tui.json"), { force: true });
  await writeFile(join(home, "tui.json"), JSON.stringify({ plugin: [packageRoot] }));
  const options = {
    project: project.path,
    model,
    plugin: { evidence: false, retryLimit: 1, budget: { costUsd: 5 } },
    config: { snapshot: false },
    env: { OPENCODE_TUI_CONFIG: join(home, "tui.json"), COLORTERM: "truecolor" },
  };
  terminal = startTerminal({
    command: findOpencode(),
    folder: project.path,
    env: { ...opencodeEnvironment(options, home), TMPDIR: home },
    columns: 150,
    rows: 50,
    place: home,
  });
}, 180_000);

afterAll(async () => {
  terminal.end();
  await model.close();
  await nobodyIn(project.path, home);
  await project.remove();
  await rm(home, { recursive: true, force: true, maxRetries: 5 });
});

/** What stands under the heading, in the sidebar's columns. */
const section = () => {
  const lines = terminal
    .screen()
    .split("\n")
    .map((line) =>
      line
        .slice(108)
        .replace(/[█▀▄]\s*$/, "")
        .trim(),
    );
  const start = lines.indexOf("Orchestrator");
  const end = lines.indexOf("", start);
  return start === -1 ? [] : lines.slice(start, end === -1 ? undefined : end);
};
const shows = (text: string) => expect.poll(section, { timeout: 180_000 }).toContain(text);

test("the screen shows the run while it works, asks and rests, beside the session or in one line", async () => {
  await terminal.waitFor(/Ask anything/);
  expect(section()).toEqual([]);
  terminal.type("/auto write forty files");
  await terminal.waitFor(/forty files/);
  terminal.press("Enter");

  await shows("T1 Write file-1.txt");
  await shows("● coding › calling");
  expect(section()).toEqual(
    expect.arrayContaining(["0 of 40 tasks done", "attempt 1", "iteration 1 of 100"]),
  );
  expect(section().join("\n")).toMatch(/\d+ tokens · \$0 of \$5/);

  terminal.resize(100, 40);
  await terminal.waitFor(/● T1 coding › calling · attempt 1 · iteration 1 of 100/);
  terminal.resize(150, 50);
  await shows("● coding › calling");
  await terminal.waitFor(/T1 coding › calling/, { isGone: true });

  letCode();
  await shows("‖ needs you: Retries used up");
  expect(section()).toEqual(
    expect.arrayContaining(["1 of 40 tasks done", "attempt 2, fixer 1 of 1", "/auto-resume to answer"]),
  );
  expect(section().join("\n")).toMatch(/✗ test exit 1/);
  terminal.resize(100, 40);
  await terminal.waitFor(/‖ needs you: Retries used up · attempt 2, fixer 1 of 1 · ✗ test/);
  terminal.resize(150, 50);

  await terminal.waitFor(/3\. Stop/);
  terminal.press("Down", "Down", "Enter");
  await shows("■ stopped");
  expect(section()).toEqual(expect.arrayContaining(["1 of 40 tasks done", "/auto-inspect to look back"]));
  await terminal.waitFor(/Report: /);

  terminal.press("C-p");
  await terminal.waitFor(/Search/);
  terminal.type("status of the run");
  await terminal.waitFor(/Status of the run/);
  terminal.press("Enter");
  await terminal.waitFor(/Run \S+: write forty files/);
  terminal.press("Escape");

  terminal.type("/new");
  await terminal.waitFor(/New session/);
  terminal.press("Enter");
  await terminal.waitFor(/Ask anything/);
  terminal.resize(100, 40);
  await terminal.waitFor(/stopped/, { isGone: true });
}, 900_000);

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { runFolders } from "../../src/runs/run-folder.js";
import { activePath, glowing, openPage, startBrowser } from "../support/browser.js";
import { change, goodTeam, type Stage, setStage, task } from "../support/mission.js";

let browser: Browser;
let stage: Stage | undefined;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await stage?.end();
  stage = undefined;
});

const team = goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"]));

/** Asks OpenCode where the inspector is. */
async function inspectorUrl(of: Stage): Promise<string> {
  const answer = await of.command(await of.createSession(), "auto-inspect");
  const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(answer)?.[0];
  if (!url) throw new Error(`No address in: ${answer}`);
  return url;
}

test("a run in OpenCode shows its states as they are entered, over a reload, in two tabs, and asks what it asks", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  stage = await setStage({
    script: {
      ...team,
      coder: ({ task: id }) => change(id === "T2" ? "b.txt" : "a.txt", "bad: at first\n"),
      fixer: ({ task: id }) =>
        change(id === "T2" ? "b.txt" : "a.txt", id === "T2" ? "bad: still\n" : "good\n"),
    },
  });
  stage.hold("coder", held, "T1");
  const url = await inspectorUrl(stage);
  const first = await openPage(browser, url);
  await first.page.getByText("There is no run in this folder yet").waitFor();

  const session = await stage.createSession();
  const turn = stage.command(session, "auto", "write both files");
  const coding = "working › executing › task › doing › coding › calling";
  await first.page.getByText(coding).waitFor();
  expect((await glowing(first.page)).sort()).toEqual([
    "orchestrator.working.executing.task.ahead.waiting",
    "orchestrator.working.executing.task.doing.coding.calling",
  ]);
  expect(await first.page.locator("[data-edge].is-taken").count()).toBeGreaterThan(0);
  expect(await first.page.locator('[data-task="T1"]').getAttribute("data-status")).toBe("active");

  await first.page.reload();
  await first.page.getByText(coding).waitFor();
  const second = await openPage(browser, url);
  await second.page.getByText(coding).waitFor();
  expect(await second.page.getByTestId("status").textContent()).toBe("working");

  const seen = first.page.evaluate(firstSeen, "fixing › calling");
  release();
  const question = await stage.question(session);
  for (const { page } of [first, second]) {
    await page.getByTestId("question").getByText("Same error again").waitFor();
    expect(await activePath(page)).toBe("awaitingUser › aboutTask");
    expect(await page.getByTestId("counters").textContent()).toMatch(/same error\s*3×\/3/);
    expect(await page.getByTestId("status").textContent()).toBe("needs-user");
  }
  const written = (await journal(stage)).find(({ key }) => key?.actor === "fixerCheckpoint");
  // A figure, and no promise: the machine may be busy with other things.
  process.stdout.write(
    `the page showed a state ${(await seen) - Date.parse(written?.at ?? "")} ms after its event\n`,
  );

  await stage.answer(question, "Skip");
  expect(await turn).toContain("Stopped");
  await first.page.getByTestId("status").getByText("stopped").waitFor();
  await first.page.getByRole("tab", { name: "Diff" }).click();
  await first.page.getByText("its checkpoint is gone").waitFor();
  await first.page.getByLabel("Task").selectOption("T1");
  await first.page.getByTestId("diff").getByText("+good").waitFor();
  expect([...first.errors, ...second.errors]).toEqual([]);

  const last = (await journal(stage)).length;
  expect(await first.page.getByTestId("slider").getAttribute("max")).toBe(String(last));

  await stage.restart("shut down");
  await first.page.getByText("not connected").waitFor();
});

/** Runs in the page: when the active state was first shown to be this one. */
function firstSeen(path: string): Promise<number> {
  const { document, MutationObserver } = globalThis as unknown as {
    document: { querySelector(selector: string): { textContent: string } | null; body: unknown };
    MutationObserver: new (listener: () => void) => { observe(target: unknown, options: object): void };
  };
  return new Promise((resolve) => {
    const look = () => {
      const text = document.querySelector("[data-testid=active]")?.textContent ?? "";
      if (text.includes(path)) resolve(Date.now());
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
    look();
  });
}

/** All lines of the newest run's journal but the first. */
async function journal({ project }: Stage): Promise<{ at: string; key?: { actor: string } }[]> {
  const [folder = ""] = await runFolders(project.path);
  const text = await readFile(join(folder, "journal.jsonl"), "utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => JSON.parse(line));
}

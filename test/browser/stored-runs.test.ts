import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { writeHtml } from "../../src/cli/runs/write-html.js";
import { type Inspector, startInspector } from "../../src/inspector/server.js";
import type { RunSnapshot } from "../../src/machine/status.js";
import { runFiles } from "../../src/runs/run-folder.js";
import { activePath, glowing, openPage, startBrowser } from "../support/browser.js";
import { cutOff, makeRun } from "../support/made-run.js";
import { writeJournal } from "../support/stored-journal.js";

let browser: Browser;
let project: string;
let inspector: Inspector;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "orchestrator-inspected-"));
  inspector = await startInspector({ project });
});
afterEach(async () => {
  await inspector.close();
  await rm(project, { recursive: true, force: true });
});

const leavesOf = (state: RunSnapshot | undefined) =>
  (state?._nodes ?? []).filter(({ type }) => type === "atomic" || type === "final").map(({ id }) => id);

/** Whether the chart is scrolled to a state. */
async function isInView(page: Page, state: string): Promise<boolean> {
  const chart = page.getByTestId("chart");
  const [frame, box] = await Promise.all([
    chart.boundingBox(),
    chart.locator(`[data-state="${state}"]`).boundingBox(),
  ]);
  if (!frame || !box) return false;
  const isAcross = box.x >= frame.x && box.x + box.width <= frame.x + frame.width;
  return isAcross && box.y >= frame.y && box.y + box.height <= frame.y + frame.height;
}

async function seek(page: Page, index: number): Promise<void> {
  await page.getByTestId("slider").fill(String(index));
}

test("a finished run is shown as it ended, and as it was at any event", async () => {
  await makeRun(project, "r1", { taskChecks: ["A", "ok"] });
  const { page, errors } = await openPage(browser, inspector.url());
  await page.getByTestId("status").getByText("verified").waitFor();
  expect(await activePath(page)).toBe("verified");
  await page.getByTestId("slider").focus();
  await page.keyboard.press("Home");
  expect(await activePath(page)).toBe("idle");
  expect(await page.getByTestId("live").getAttribute("aria-pressed")).toBe("false");
  await page.keyboard.press("End");
  expect(await activePath(page)).toBe("verified");
  await page.getByRole("tab", { name: "Checks" }).click();
  await page.getByTestId("checks").getByText("passed · exit 0").first().waitFor();
  expect(errors).toEqual([]);
});

test("the run of a crashed process is shown as it stood, and goes on when somebody goes on with it", async () => {
  const { folder } = await makeRun(project, "r1", cutOff);
  await appendFile(runFiles(folder).journal, '{"seq":99,"at":"2026-01-0');
  const { page, errors } = await openPage(browser, inspector.url("r1"));
  await page.getByText("task › doing › coding › calling").waitFor();
  await expect
    .poll(() => isInView(page, "orchestrator.working.executing.task.doing.coding.calling"))
    .toBe(true);
  const journal = await readFile(runFiles(folder).journal, "utf8");
  const whole = journal.slice(0, journal.lastIndexOf("\n") + 1);
  const seq = whole.trim().split("\n").length;
  // As the plugin does: what is behind the last whole line is cut off, then it is written on.
  await writeFile(runFiles(folder).journal, whole);
  const line = { seq, at: new Date().toISOString(), event: { type: "run.paused" } };
  await appendFile(runFiles(folder).journal, `${JSON.stringify(line)}\n`);
  await page.getByTestId("status").getByText("paused").waitFor();
  expect(errors).toEqual([]);
});

test("time travel over a journal of 1,000 events shows what the statechart was in, at each of them", async () => {
  const { states } = await writeJournal(project, "r1", { events: 1_000 });
  const { page, errors } = await openPage(browser, inspector.url());
  await expect.poll(() => page.getByTestId("slider").getAttribute("max")).toBe("1000");
  for (const index of [0, 1, 2, 3, 17, 250, 251, 252, 253, 254, 255, 256, 257, 258, 999, 500, 1_000, 4]) {
    await seek(page, index);
    expect((await glowing(page)).sort(), `event ${index}`).toEqual([...leavesOf(states[index])].sort());
    const { queue, iterations } = states[index]?.context ?? {};
    const done = (queue?.pages ?? []).flat().filter(({ status }) => status === "verified").length;
    expect(await page.locator('[data-task][data-status="verified"]').count(), `event ${index}`).toBe(done);
    const counters = (await page.getByTestId("counters").textContent()) ?? "";
    expect(counters).toContain(`iterations${iterations}/`);
  }
  const times: number[] = [];
  for (let index = 0; index <= 1_000; index += 25) {
    const started = performance.now();
    await seek(page, index);
    if (index > 500) times.push(performance.now() - started);
  }
  // The shortest of them, since the others may have waited for the machine.
  expect(Math.min(...times)).toBeLessThan(500);

  await page.getByRole("tab", { name: "Journal" }).click();
  await page.getByRole("searchbox").fill("fixer T2");
  await page.getByTestId("journal").getByText("fixer T2").first().waitFor();
  await page.getByTestId("journal").locator("button").first().click();
  expect(await page.getByTestId("player").textContent()).toContain("fixer");
  expect(await page.getByTestId("journal").locator("li").count()).toBeLessThan(60);
  expect(errors).toEqual([]);
});

const hostile = [
  "<script>globalThis.hacked = 1</script>",
  '<img src=x onerror="globalThis.hacked = 1">',
  '"><svg onload=globalThis.hacked=1>',
  "javascript:globalThis.hacked=1",
  "</script><script>globalThis.hacked = 1</script>",
  "</template><script>globalThis.hacked = 1</script><!--",
  "\u001b[31mred\u001b[0m \u001b]0;title\u0007",
  "\u202egnp.exe\u202c \u2066isolated",
  "{{constructor.constructor('globalThis.hacked=1')()}}",
].join(" ");

test("what a model writes stays text, whatever it is, and the page keeps its shape", async () => {
  const long = "W".repeat(1_000_000);
  const words = {
    title: hostile.slice(0, 110),
    description: `${hostile} ${long}`,
    file: `${hostile.slice(0, 60)}.txt`,
    output: `${hostile}\n${long}\n${hostile}`,
    summary: `${hostile} ${long}`,
    error: `${hostile} ${long}`,
  };
  await writeJournal(project, "r1", { events: 16, words });
  const { page, errors, requests } = await openPage(browser, inspector.url());
  const looked = [page];
  const file = join(project, "report.html");
  await writeHtml(project, "r1", file);
  const report = await openPage(browser, pathToFileURL(file).href);
  looked.push(report.page);
  for (const each of looked) {
    await each.getByTestId("tasks").waitFor();
    for (const name of ["Tasks", "Checks", "Diff", "Journal"]) {
      await each.getByRole("tab", { name }).click();
      await seek(each, 9);
      await seek(each, 16);
      for (const size of [
        { width: 1280, height: 800 },
        { width: 390, height: 844 },
      ]) {
        await each.setViewportSize(size);
        const width = await each.evaluate("document.documentElement.scrollWidth");
        expect(width, `${name} at ${size.width}`).toBe(size.width);
      }
    }
    expect(await each.evaluate("globalThis.hacked")).toBeUndefined();
    expect(
      await each.evaluate("document.querySelectorAll('#page script, #page img, #page iframe').length"),
    ).toBe(0);
    expect(await each.evaluate("/[\\u001b\\u202e\\u2066]/.test(document.body.innerText)")).toBe(false);
    await each.getByText("<script>globalThis.hacked = 1</script>").first().waitFor();
  }
  expect([...errors, ...report.errors]).toEqual([]);
  const foreign = requests.filter((url) => !url.startsWith(`http://127.0.0.1:${inspector.port}/`));
  expect(foreign.filter((url) => !url.startsWith("data:"))).toEqual([]);
  expect(report.requests.filter((url) => !/^(?:file|data):/.test(url))).toEqual([]);
});

test("another page can neither read the stream nor frame the page", async () => {
  await makeRun(project, "r1");
  const own = await openPage(browser, inspector.url());
  await own.page.getByTestId("status").waitFor();
  const address = own.page.url().replace(/#.*/, "");
  // In the same browser, with the same cookies: a page of another origin.
  const other = await startInspector({ project });
  try {
    const attacker = await own.page.context().newPage();
    await attacker.route(`http://127.0.0.1:${other.port}/evil`, (route) =>
      route.fulfill({ contentType: "text/html", body: "<iframe></iframe>" }),
    );
    await attacker.goto(`http://127.0.0.1:${other.port}/evil`);
    const heard = await attacker.evaluate(readFrom, `${address}api/frames?run=r1`);
    expect(heard).toEqual({ stream: "refused", fetch: "refused" });
    const loaded = attacker.locator("iframe").evaluate(
      (frame, src) =>
        new Promise<void>((resolve) => {
          Object.assign(frame, { onload: () => resolve(), src });
        }),
      address,
    );
    await loaded;
    expect(await attacker.frames()[1]?.locator("#page").count()).toBe(0);
  } finally {
    await other.close();
  }
});

/** Runs in another page. */
async function readFrom(address: string): Promise<{ stream: string; fetch: string }> {
  const { EventSource } = globalThis as unknown as {
    EventSource: new (
      url: string,
      options: object,
    ) => { onmessage: unknown; onerror: unknown; close(): void };
  };
  const stream = await new Promise<string>((resolve) => {
    const source = new EventSource(address, { withCredentials: true });
    source.onmessage = () => resolve("read");
    source.onerror = () => {
      source.close();
      resolve("refused");
    };
  });
  const got = await fetch(address, { credentials: "include" }).then(
    (response) => response.text(),
    () => "refused",
  );
  return { stream, fetch: got };
}

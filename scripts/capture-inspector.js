// Makes docs/images/inspector-*.png: the inspector's page beside real missions in OpenCode, with rehearsed replies.
// Needs Chromium. Usage: npm run build && node scripts/capture-inspector.js [folder]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { findOpencode } from "../dist/demo/opencode-binary.js";
import { rehearsal, rehearsedRequest } from "../dist/demo/rehearsal.js";
import { startRehearsedModel } from "../dist/demo/rehearsed-model.js";
import { startInspector } from "../dist/inspector/server.js";
import { makeRehearsedProject, rehearsedConfig } from "./rehearsed-project.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = process.argv[2] ?? join(root, "docs/images");
mkdirSync(target, { recursive: true });

/** A fixer that makes the coder's mistake again, so that somebody must be asked. */
const stubborn = (request) =>
  rehearsal(request.agent === "fixer" ? { ...request, agent: "coder", attempt: 0 } : request);

async function startMission(replies) {
  const { home, project } = makeRehearsedProject();
  const model = await startRehearsedModel(replies, { chunkDelayMs: 90 });
  const env = {
    PATH: process.env.PATH,
    PWD: project,
    HOME: home,
    OPENCODE_CONFIG_CONTENT: JSON.stringify(rehearsedConfig(model.url)),
    OPENCODE_DISABLE_MODELS_FETCH: "1",
  };
  const child = spawn(findOpencode(), ["run", "--command", "auto", rehearsedRequest], {
    cwd: project,
    env,
    stdio: "ignore",
  });
  return {
    project,
    async end() {
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      await model.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const save = async (page, name) => {
  const path = join(target, `inspector-${name}.png`);
  // The glow is at its strongest.
  await page.waitForTimeout(900);
  await page.screenshot({ path, animations: "disabled" });
  console.log(`${name}: ${statSync(path).size} bytes`);
};
const active = (page, path) =>
  page.locator("[data-testid=active]", { hasText: path }).waitFor({ timeout: 120_000 });

async function withPage(replies, look) {
  const mission = await startMission(replies);
  const inspector = await startInspector({ project: mission.project });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(inspector.url());
    await look(page);
  } finally {
    await inspector.close();
    await mission.end();
  }
}

try {
  await withPage(rehearsal, async (page) => {
    await page.locator("[data-task=T2][data-status=active]").waitFor({ timeout: 120_000 });
    await active(page, "coding › calling");
    await save(page, "running");
    await active(page, "fixing › calling");
    await page.keyboard.press("2");
    await save(page, "fixing");
    await page.locator("[data-testid=status]", { hasText: "verified" }).waitFor({ timeout: 120_000 });
    await page.keyboard.press("f");
    await page.keyboard.press("3");
    await save(page, "finished");
    await page.keyboard.press("f");
    await page.keyboard.press("4");
    for (let back = 0; back < 14; back++) await page.keyboard.press("ArrowLeft");
    await page.emulateMedia({ colorScheme: "dark" });
    await save(page, "dark");
  });
  await withPage(stubborn, async (page) => {
    await page.getByTestId("question").waitFor({ timeout: 120_000 });
    await page.keyboard.press("1");
    await save(page, "waiting");
    await page.setViewportSize({ width: 390, height: 844 });
    await save(page, "phone");
  });
} finally {
  await browser.close();
}

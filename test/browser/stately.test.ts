import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Inspector, startInspector } from "../../src/inspector/server.js";
import { runFiles } from "../../src/runs/run-folder.js";
import { openPage, startBrowser } from "../support/browser.js";
import { writeJournal } from "../support/stored-journal.js";

interface Received {
  type: string;
  sessionId: string;
  definition?: string;
  event?: { type: string };
  snapshot?: { value: unknown; context: Record<string, unknown> };
}

let browser: Browser;
let project: string;
let inspector: Inspector;
let stub: Server;

/** A page of another origin that does what Stately's does: the package's own receiver, with `opener` as its source. */
async function startStub(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createBrowserReceiver } from "@statelyai/inspect";
        globalThis.received = [];
        createBrowserReceiver().subscribe((event) => globalThis.received.push(event));`,
      resolveDir: fileURLToPath(new URL("../..", import.meta.url)),
    },
    bundle: true,
    write: false,
    format: "iife",
  });
  const script = outputFiles[0]?.text ?? "";
  stub = createServer((request, response) => {
    const isScript = request.url === "/stub.js";
    response.writeHead(200, { "Content-Type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : '<!doctype html><script src="/stub.js"></script>');
  });
  await new Promise<void>((resolve) => stub.listen(0, "127.0.0.1", resolve));
  return `http://localhost:${(stub.address() as AddressInfo).port}/inspect`;
}

beforeAll(async () => {
  browser = await startBrowser();
  project = await mkdtemp(join(tmpdir(), "orchestrator-stately-"));
  inspector = await startInspector({ project, statelyUrl: await startStub() });
});
afterAll(async () => {
  await browser.close();
  await inspector.close();
  stub.closeAllConnections();
  stub.close();
  await rm(project, { recursive: true });
});

test("Stately's window gets every event of the run, from the first one on, and those that come", async () => {
  const { folder, states } = await writeJournal(project, "r1", {
    events: 250,
    words: { summary: "use sk-proj-abcdefghijklmnopqrstuvwxyz012345" },
  });
  const { page, errors } = await openPage(browser, inspector.url());
  await expect.poll(() => page.getByTestId("slider").getAttribute("max")).toBe("250");

  const opened = page.waitForEvent("popup");
  await page.getByTestId("stately").click();
  const window = await opened;
  const received = () => window.evaluate("globalThis.received ?? []") as Promise<Received[]>;
  await expect.poll(async () => (await received()).length).toBe(1 + 2 * 250);

  const all = await received();
  const [actor] = all;
  expect(actor).toMatchObject({ type: "@xstate.actor", sessionId: "r1", snapshot: { value: "idle" } });
  const definition = JSON.parse(actor?.definition ?? "{}") as { id: string; states: object };
  expect(definition).toMatchObject({
    id: "orchestrator",
    states: {
      working: {
        states: {
          executing: {
            states: {
              task: { states: { doing: { states: { verifying: { states: { checking: {} } } } } } },
            },
          },
        },
      },
    },
  });
  expect(JSON.stringify(all)).not.toContain('"[Object]"');
  expect(JSON.stringify(all)).not.toContain("sk-proj-");

  const journal = (await readFile(runFiles(folder).journal, "utf8")).trim().split("\n").slice(1);
  const types = journal.map((line) => (JSON.parse(line) as { event: { type: string } }).event.type);
  expect(all.filter(({ type }) => type === "@xstate.event").map(({ event }) => event?.type)).toEqual(types);
  const snapshots = all.filter(({ type }) => type === "@xstate.snapshot");
  expect(snapshots.map(({ snapshot }) => snapshot?.value)).toEqual(states.slice(1).map(({ value }) => value));
  expect(snapshots.filter(({ snapshot }) => snapshot && "queue" in snapshot.context)).toEqual([]);

  const line = { seq: 251, at: new Date().toISOString(), event: { type: "run.paused" } };
  await appendFile(runFiles(folder).journal, `${JSON.stringify(line)}\n`);
  await expect.poll(async () => (await received()).length).toBe(1 + 2 * 251);
  expect((await received()).at(-1)).toMatchObject({ snapshot: { value: "paused" } });

  await window.reload();
  await expect.poll(async () => (await received()).length).toBe(1 + 2 * 251);
  expect(errors).toEqual([]);
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Host } from "../../../src/plugin/ports.js";
import { attachedInspector, inspectVariable } from "../../../src/plugin/run/attached-inspector.js";

let folder: string;
let logged: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "orchestrator-attached-"));
  logged = [];
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const host = () => ({ folder, log: (_: string, message: string) => logged.push(message) }) as unknown as Host;

async function attach(source: string) {
  await writeFile(join(folder, "inspector.mjs"), source);
  vi.stubEnv(inspectVariable, "./inspector.mjs");
  return attachedInspector(host());
}

it("without the variable there is none", async () => {
  vi.stubEnv(inspectVariable, "");
  expect(await attachedInspector(host())).toBeUndefined();
});

it.each([
  ["a function", "export default (event) => globalThis.heard.push(event.type);"],
  [
    "an observer",
    "export default { heard: globalThis.heard, next(event) { this.heard.push(event.type); } };",
  ],
])("%s of the developer's own hears what XState tells", async (_, source) => {
  const heard: string[] = [];
  vi.stubGlobal("heard", heard);
  const inspect = await attach(source);
  inspect?.({ type: "@xstate.event" } as never);
  expect(heard).toEqual(["@xstate.event"]);
  expect(logged).toEqual([]);
});

it.each([
  ["throws", "throw new Error('not today');", "not today"],
  ["exports nothing of use", "export default 3;", "its default export is neither a function nor an observer"],
])("a module that %s is named in the log, and the run goes on without it", async (_, source, why) => {
  expect(await attach(source)).toBeUndefined();
  expect(logged).toEqual([`${inspectVariable}: ./inspector.mjs cannot be used: ${why}`]);
});

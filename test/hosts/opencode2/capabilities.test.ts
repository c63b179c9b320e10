import { expect, it } from "vitest";
import { setup } from "../../../src/hosts/opencode2/setup.js";
import { createFakeHost } from "./fake-host.js";

/** A host that lacks something; nothing reaches its folder. */
async function hostWithout(path: string) {
  const host = createFakeHost("/nowhere", () => ({ text: "ok" }));
  const [part = "", name = ""] = path.split(".");
  delete (host.context as unknown as Record<string, Record<string, unknown>>)[part]?.[name];
  const cleanup = await setup(host.context);
  host.load();
  return { host, cleanup };
}

it.each([
  ["session.hook", "the end of an agent's session"],
  ["session.prompt", "commands"],
  ["session.get", "the model that you selected"],
  ["session.interrupt", "Esc"],
  ["session.switchAgent", "commands"],
  ["session.switchModel", "commands"],
  ["provider.transform", "the statechart as a model"],
  ["agent.transform", "the team"],
  ["tool.transform", "what agents hand in"],
  ["tool.hook", "answers to questions"],
  ["event.subscribe", "what agents do"],
])("without %s, /auto says that it is missing, and nothing else is registered", async (path, what) => {
  const { host, cleanup } = await hostWithout(path);
  await expect(host.command(host.open(), "auto", "write a file")).rejects.toThrow(
    `The orchestrator cannot work here: this version of OpenCode lacks ${path} (${what}).`,
  );
  expect([...host.commands().keys()]).toEqual(["auto"]);
  expect([...host.agents().keys()]).toEqual(["build"]);
  expect([...host.tools().keys()]).toEqual([]);
  expect(host.models().map(({ id }) => id)).toEqual(["m1", "m2"]);
  expect(host.events.listeners()).toBe(0);
  await cleanup();
});

it("where not even a command can be registered, nothing is", async () => {
  const { host, cleanup } = await hostWithout("command.transform");
  expect([...host.commands().keys(), ...host.tools().keys()]).toEqual([]);
  await cleanup();
});

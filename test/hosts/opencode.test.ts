import { afterEach, describe, expect, it } from "vitest";
import plugin from "../../src/hosts/opencode.js";
import { createProject, type Project } from "../support/project.js";
import { createFakeHost } from "./opencode2/fake-host.js";

let project: Project | undefined;
afterEach(async () => {
  await project?.remove();
  project = undefined;
});

/** What a late OpenCode 1 gives to `setup`: ways to register things, each of which fails the test. */
const registering = new Proxy(
  {},
  {
    has: () => true,
    get: (_, part) =>
      part === "session" ? undefined : { transform: () => expect.unreachable(`${String(part)} is changed`) },
  },
);

describe("the plugin's one export", () => {
  it("has a part for each OpenCode", () => {
    expect(plugin).toEqual({
      id: "opencode-orchestrator",
      server: expect.any(Function),
      setup: expect.any(Function),
    });
  });

  it.each([
    ["a context without sessions", registering],
    ["a context whose sessions are undefined", { session: undefined, options: {} }],
    ["no context", undefined],
    ["null", null],
  ])("does nothing in `setup` with %s", async (_, context) => {
    expect(await plugin.setup(context)).toBeUndefined();
  });

  it("is set up where there are sessions, and gives back what ends it", async () => {
    project = await createProject({});
    const host = createFakeHost(project.path, () => ({ text: "ok" }));
    const cleanup = await plugin.setup(host.context);
    host.load();
    expect(await host.command(host.open(), "auto-status")).toBe("No run is active.");
    await cleanup?.();
    expect(host.events.listeners()).toBe(0);
  });
});

import { describe, expect, it } from "vitest";
import { type Opencode1Screen, opencode1Screen } from "../../src/tui/opencode1.js";
import { type Opencode2Screen, opencode2Screen } from "../../src/tui/opencode2.js";
import { paletteEntries } from "../../src/tui/palette.js";
import type { Screen } from "../../src/tui/screen.js";
import type { ShownRun } from "../../src/tui/shown-run.js";

interface Scene {
  session?: string;
  status?: "idle" | "busy";
  /** Whose the commands are. */
  isOurs?: boolean;
  standing?: ShownRun["standing"];
}

type Host = (scene: Scene, did: string[]) => Screen;

const names = ["auto-stop", "auto-resume", "auto-inspect"];

/** Its sessions answer with the command that they get. */
const opencode1: Host = ({ session, status = "idle", isOurs = true }, did) =>
  opencode1Screen({
    route: {
      current: session ? { name: "session", params: { sessionID: session } } : { name: "home" },
      navigate: (_: string, { sessionID }: { sessionID: string }) => did.push(`goes to ${sessionID}`),
    },
    state: { session: { status: () => ({ type: status }) } },
    ui: {
      dialog: { replace: (render: () => unknown) => render(), clear() {} },
      DialogAlert: ({ message }: { message: string }) => did.push(`says ${message}`),
      toast: ({ message }: { message: string }) => did.push(`toasts ${message}`),
    },
    client: {
      command: {
        list: async () => ({
          data: names.map((name) => ({ name, agent: isOurs ? "orchestrator" : "build" })),
        }),
      },
      session: {
        create: async () => ({ data: { id: "ses_new" } }),
        command: async ({ sessionID, command }: { sessionID: string; command: string }) => {
          did.push(`/${command} in ${sessionID}`);
          return { data: { parts: [{ type: "text", text: `answer to ${command}` }] } };
        },
        delete: async ({ sessionID }: { sessionID: string }) => did.push(`deletes ${sessionID}`),
      },
    },
  } as unknown as Opencode1Screen);

/** The same, with the calls that 2.0.14 took. A command returns before its turn has ended. */
const opencode2: Host = ({ session, status = "idle", isOurs = true }, did) => {
  const location = { directory: "/project" };
  const answers: string[] = [];
  let asked = "";
  const api = {
    location,
    data: {
      session: { get: () => undefined, status: () => (status === "busy" ? "running" : "idle") },
    },
    ui: {
      router: {
        current: () => (session ? { type: "session", sessionID: session } : { type: "home" }),
        navigate: ({ sessionID }: { sessionID: string }) => did.push(`goes to ${sessionID}`),
      },
      dialog: { alert: async ({ message }: { message: string }) => did.push(`says ${message}`), clear() {} },
      toast: { show: ({ message }: { message: string }) => did.push(`toasts ${message}`) },
    },
    client: {
      command: {
        list: async (about: { location: object }) => {
          expect(about).toEqual({ location });
          return { data: names.map((name) => ({ name })) };
        },
      },
      plugin: {
        list: async () => ({
          data: [{ id: "opencode-orchestrator", state: { status: isOurs ? "active" : "failed" } }],
        }),
      },
      session: {
        create: async (made: { location: object }) => {
          expect(made.location).toEqual(location);
          return { id: "ses_new" };
        },
        command: async ({ sessionID, name }: { sessionID: string; name: string }) => {
          did.push(`/${name} in ${sessionID}`);
          asked = name;
        },
        wait: async () => answers.push(`answer to ${asked}`),
        remove: async ({ sessionID }: { sessionID: string }) => did.push(`deletes ${sessionID}`),
      },
      message: {
        list: async () => ({
          data: [
            { type: "switched" },
            { type: "assistant", content: answers.map((text) => ({ type: "text", text })) },
          ],
        }),
      },
    },
  };
  return opencode2Screen(api as unknown as Opencode2Screen, () => {});
};

const hosts = [
  { host: "OpenCode 1", hostOf: opencode1 },
  { host: "OpenCode 2", hostOf: opencode2 },
];

async function chooseIn(hostOf: Host, name: string, scene: Scene): Promise<string[]> {
  const did: string[] = [];
  const run = scene.standing && ({ standing: scene.standing } as ShownRun);
  paletteEntries(hostOf(scene, did), () => run)
    .find(({ id }) => id === `orchestrator.${name}`)
    ?.run();
  await expect.poll(() => did.at(-1)).toMatch(/says|toasts|deletes|in ses/);
  return did;
}

describe.each(hosts)("a command of the palette of $host", ({ hostOf }) => {
  const choose = (name: string, scene: Scene) => chooseIn(hostOf, name, scene);

  it.each([
    ["resume", "auto-resume"],
    ["stop", "auto-stop"],
    ["inspect", "auto-inspect"],
  ])("%s is /%s in the session on the screen", async (name, command) => {
    expect(await choose(name, { session: "ses_1" })).toEqual([`/${command} in ses_1`]);
  });

  it("opens a session for it on the home screen", async () => {
    expect(await choose("resume", {})).toEqual(["goes to ses_new", "/auto-resume in ses_new"]);
  });

  it("is answered beside a session that is busy, which would take it only at its end", async () => {
    const did = await choose("stop", { session: "ses_1", status: "busy" });
    await expect.poll(() => did).toContain("deletes ses_new");
    expect(did).toEqual(["/auto-stop in ses_new", "says answer to auto-stop", "deletes ses_new"]);
  });

  it("resumes nothing that works", async () => {
    expect(await choose("resume", { session: "ses_1", status: "busy", standing: "working" })).toEqual([
      "toasts The run continues; Esc pauses it.",
    ]);
  });

  it.each(["paused", "needs-user", "interrupted", undefined] as const)(
    "resumes a run that is %s only when the session rests",
    async (standing) => {
      const screen = { session: "ses_1", status: "busy", ...(standing ? { standing } : {}) } as const;
      expect(await choose("resume", screen)).toEqual([
        "toasts This session is busy: try again when it rests.",
      ]);
    },
  );

  it("says the status in a dialog", async () => {
    expect(await choose("status", {})).toEqual(["says No run is active."]);
  });

  it("calls no command of the user's own that has the name, and says so", async () => {
    const [told = ""] = await choose("stop", { session: "ses_1", isOurs: false });
    expect(told).toContain("/auto-stop is not the orchestrator's here");
  });
});

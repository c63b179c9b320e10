import { describe, expect, it } from "vitest";
import type { TuiApi } from "../../src/tui/host.js";
import { paletteCommands } from "../../src/tui/palette.js";
import type { ShownRun } from "../../src/tui/shown-run.js";

interface Screen {
  session?: string;
  status?: "idle" | "busy";
  agent?: string;
  standing?: ShownRun["standing"];
}

/** A host whose sessions answer with the command that they get. */
function hostOf({ session, status = "idle", agent = "orchestrator" }: Screen) {
  const did: string[] = [];
  const api = {
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
          data: ["auto-stop", "auto-resume", "auto-inspect"].map((name) => ({ name, agent })),
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
  } as unknown as TuiApi;
  return { api, did };
}

async function choose(name: string, screen: Screen): Promise<string[]> {
  const { api, did } = hostOf(screen);
  const run = screen.standing && ({ standing: screen.standing } as ShownRun);
  paletteCommands(api, () => run)
    .find((command) => command.name === `orchestrator.${name}`)
    ?.run();
  await expect.poll(() => did.at(-1)).toMatch(/says|toasts|deletes|in ses/);
  return did;
}

describe("a command of the palette", () => {
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
    const [told = ""] = await choose("stop", { session: "ses_1", agent: "build" });
    expect(told).toContain("/auto-stop is not the orchestrator's here");
  });
});

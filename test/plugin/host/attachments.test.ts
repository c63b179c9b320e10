import { describe, expect, it } from "vitest";
import { attachmentsOf, isAttachment, isReader, unreadable } from "../../../src/plugin/host/attachments.js";
import type { Host } from "../../../src/plugin/host/client.js";

const file = (mime: string, filename: string, mention?: string) => ({
  type: "file",
  mime,
  filename,
  url: "data:,",
  ...(mention
    ? { source: { type: "file", path: filename, text: { value: mention, start: 0, end: 1 } } }
    : {}),
});

const input = { text: true, image: false, pdf: false, audio: false, video: false };
const message = (created: number, role: string, ...parts: object[]) => ({
  info: { role, time: { created } },
  parts,
});
const host = {
  client: async () => ({
    config: {
      providers: async () => ({
        data: { providers: [{ id: "acme", models: { blind: { capabilities: { input } } } }] },
      }),
    },
    session: {
      messages: async () => ({
        data: [
          message(1, "user", file("image/png", "before.png")),
          message(
            5,
            "user",
            { type: "text", text: "/auto draw @a.ts" },
            file("image/png", "drawn.png"),
            file("text/plain", "a.ts"),
          ),
          message(6, "assistant", file("image/png", "answer.png")),
          message(9, "user", file("application/pdf", "later.pdf")),
        ],
      }),
    },
  }),
} as unknown as Host;

describe("what is attached", () => {
  it.each([
    [file("image/png", "a.png", "[Image 1]"), "as in [Image 1]", true],
    [file("text/plain", "log.txt"), "look", true],
    [file("text/plain", "src/a.ts"), "look at @src/a.ts", false],
    [file("text/plain", "a.ts", "@src/a.ts"), "look at @src/a.ts", false],
    [{ type: "text" }, "look", false],
    [{ type: "agent" }, "look", false],
  ])("is what the words do not lead to: %j", (part, words, expected) => {
    expect(isAttachment(part, words)).toBe(expected);
  });

  it("is that of the message which began the run, and of what the user sent later", async () => {
    const names = (await attachmentsOf(host, "ses_1", 8)).map(({ filename }) => filename);
    expect(names).toEqual(["drawn.png", "later.pdf"]);
  });

  it("is read by the agent that reads the words first", () => {
    expect([isReader("planner", "auto"), isReader("coder", "auto"), isReader("fixer", "fix")]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("is told where a model does not read it", async () => {
    const attached = [
      file("image/png", "a.png"),
      file("application/json", "b.json"),
      file("application/zip", "c.zip"),
    ];
    const read = (modelID: string) => unreadable(host, attached as never, [{ providerID: "acme", modelID }]);
    expect(await read("blind")).toBe("acme/blind does not read a.png (image/png), c.zip (application/zip)");
    expect(await read("unknown")).toBeUndefined();
  });
});

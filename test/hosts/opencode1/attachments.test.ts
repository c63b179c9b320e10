import { describe, expect, it } from "vitest";
import type { SessionMessage } from "../../../src/hosts/opencode1/agents/session-messages.js";
import { attachmentsIn, isAttachment } from "../../../src/hosts/opencode1/attachments.js";

const file = (mime: string, filename: string, mention?: string) => ({
  type: "file",
  mime,
  filename,
  url: "data:,",
  ...(mention
    ? { source: { type: "file", path: filename, text: { value: mention, start: 0, end: 1 } } }
    : {}),
});

const message = (created: number, role: string, ...parts: object[]) =>
  ({ info: { role, time: { created } }, parts }) as SessionMessage;

const messages = [
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
];

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

  it("is that of the message which began the run, and of what the user sent later", () => {
    const names = attachmentsIn(messages, 8).map(({ filename }) => filename);
    expect(names).toEqual(["drawn.png", "later.pdf"]);
  });
});

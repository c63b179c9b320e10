import type { Part } from "@opencode-ai/sdk/v2/client";
import { expect, it } from "vitest";
import { activityOf } from "../../../../src/hosts/opencode1/agents/session-messages.js";

const time = { start: 1, end: 2 };

/** A call of a tool, as the session's store has it. */
function call(tool: string, state: object): Part {
  const ids = { id: "p", sessionID: "s", messageID: "m", callID: "c" };
  return { ...ids, type: "tool", tool, state: { input: {}, time, ...state } } as unknown as Part;
}

const completed = { status: "completed", metadata: {} };

it.each([
  [
    "an edit that ended wrote the files that it names",
    call("edit", { ...completed, input: { filePath: "a" } }),
    [{ ...time, namedOnly: true }],
    ["a"],
  ],
  [
    "a patch names its files, and where they went, in its metadata",
    call("apply_patch", { ...completed, metadata: { files: [{ filePath: "a", movePath: "b" }] } }),
    [{ ...time, namedOnly: true }],
    ["a", "b"],
  ],
  [
    "an edit that failed may have written more than it names",
    call("edit", { status: "error", input: { filePath: "a" } }),
    [time],
    ["a"],
  ],
  ["a patch without files may have written any", call("patch", completed), [time], []],
  [
    "an edit that is cut ended at the latest with its process",
    call("write", { status: "running", input: { filePath: "a" }, time: { start: 1 } }),
    [{ start: 1, end: 9 }],
    ["a"],
  ],
  ["a command may have written any file", call("bash", completed), [time], []],
  ["a tool that nobody knows may have written any file", call("acme_deploy", completed), [time], []],
  ["a tool that only reads wrote none", call("read", completed), [], []],
  ["a submission wrote none", call("submit_change", completed), [], []],
  ["a call that has not begun wrote none", call("bash", { status: "pending" }), [], []],
])("%s", (_, part, spans, files) => {
  expect(activityOf([part], 9)).toEqual({ spans, files });
});

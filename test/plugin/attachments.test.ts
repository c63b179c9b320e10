import { describe, expect, it } from "vitest";
import { attachmentNote, isReader, unreadable } from "../../src/plugin/attachments.js";
import type { Host } from "../../src/plugin/ports.js";

const file = (mime: string, filename: string) => ({ mime, filename, url: "data:," });
const attached = [
  file("image/png", "a.png"),
  file("application/json", "b.json"),
  file("application/zip", "c.zip"),
];
const inputs = async ({ modelID }: { modelID: string }) =>
  modelID === "blind" ? { text: true, image: false, pdf: false } : undefined;
const host = { models: { inputs } } as unknown as Host;

describe("what is attached", () => {
  it("is read by the agent that reads the words first", () => {
    expect([isReader("planner", "auto"), isReader("coder", "auto"), isReader("fixer", "fix")]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("is told where a model does not read it", async () => {
    const read = (modelID: string) => unreadable(host, attached, [{ providerID: "acme", modelID }]);
    expect(await read("blind")).toBe("acme/blind does not read a.png (image/png), c.zip (application/zip)");
    expect(await read("unknown")).toBeUndefined();
  });

  it("is named to the agent that gets it, and the planner knows that nobody else does", () => {
    const note = "The user attached a.png (image/png).";
    expect(attachmentNote("searcher", attached.slice(0, 1))).toBe(note);
    expect(attachmentNote("planner", attached.slice(0, 1))).toMatch(`${note} No other agent sees it`);
  });
});

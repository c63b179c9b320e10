import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { briefRoom, lengthOf } from "../../../src/actors/agents/brief-room.js";
import { type BriefPart, fitBrief } from "../../../src/actors/agents/fit-brief.js";

const log = (name: string) => Array.from({ length: 6_000 }, (_, line) => `${name} ${line} failed`).join("\n");
const fixing: BriefPart[] = [
  ["Task", "T1: Write a.js\n\nA sentence about it."],
  ["Errors to fix", Array.from({ length: 30 }, (_, index) => `- a.js:${index}: wrong`).join("\n")],
  ["Output of unit (`npm test`)", `\`\`\`\n${log("unit")}\n\`\`\``],
  ["Output of types (`tsc`)", `\`\`\`\n${log("types")}\n\`\`\``],
  ["The user adds", "Be quick."],
  ["Diff of the task so far", "+ line\n".repeat(8_000)],
  ["The plan it belongs to", "The plan. ".repeat(50)],
];

/** How long each part is in a brief. */
function lengths(brief: string): Record<string, number> {
  const parts = brief.split(/^## /m).slice(1);
  return Object.fromEntries(parts.map((part) => [part.split(/[\n(]/)[0]?.trim(), part.length]));
}

describe("the room of a brief", () => {
  it.each([
    ["is without limit for a model that nobody knows", undefined, Number.POSITIVE_INFINITY],
    ["is without limit where the context is unknown", { context: 0, output: 0 }, Number.POSITIVE_INFINITY],
    ["is half of what is left of 200,000 tokens", { context: 200_000, output: 32_000 }, 246_000],
    ["is half of what is left of 32,768 tokens", { context: 32_768, output: 4_096 }, 37_008],
    ["is half of what is left of 16,384 tokens", { context: 16_384, output: 2_048 }, 15_504],
    ["is the least that makes sense of 8,192 tokens", { context: 8_192, output: 2_048 }, 3_216],
    ["does not vanish where the answer may fill the context", { context: 32_768, output: 32_768 }, 6_288],
    ["respects a limit of the request alone", { context: 400_000, input: 20_000, output: 10_000 }, 24_000],
  ])("%s", (_, limits, room) => {
    expect(briefRoom(limits)).toBe(room);
  });

  it("counts what is no ASCII three times", () => {
    expect([lengthOf("abc"), lengthOf("äb"), lengthOf("失败")]).toEqual([3, 4, 6]);
  });
});

describe("a brief that is too long", () => {
  it("is whole where it fits", () => {
    expect(fitBrief(fixing, 1_000_000)).not.toContain("cut to fit");
  });

  it.each([
    { context: 32_768, output: 4_096 },
    { context: 16_384, output: 4_096 },
    { context: 8_192, output: 2_048 },
  ])("of two logs of 120 kB fits a model of %j", (limits) => {
    const room = briefRoom(limits);
    const brief = fitBrief(fixing, room);
    expect(lengthOf(brief)).toBeLessThanOrEqual(room);
    expect(brief).toContain("T1: Write a.js\n\nA sentence about it.");
    expect(brief).toContain("Be quick.");
  });

  it("is cut in the order of the table, outputs evenly and in their middle", () => {
    const brief = fitBrief(fixing, 80_000);
    const { "Output of unit": unit = 0, "Output of types": types = 0, ...rest } = lengths(brief);
    expect(Math.abs(unit - types)).toBeLessThan(10);
    expect(unit).toBeGreaterThan(10_000);
    expect(rest["Diff of the task so far"]).toBeGreaterThan(56_000);
    expect(brief).toContain("unit 0 failed\n");
    expect(brief).toContain("unit 5999 failed\n");
    expect(brief).toMatch(/\[cut to fit your context: \d+ characters in all\]/);
  });

  it("loses the diff only where the outputs are short already, and errors last", () => {
    const brief = fitBrief(fixing, 8_000);
    const {
      "Output of unit": unit,
      "Diff of the task so far": diff = 0,
      "Errors to fix": errors,
    } = lengths(brief);
    expect(unit).toBeLessThan(1_100);
    expect(diff).toBeGreaterThan(3_000);
    expect(errors).toBe(lengths(fitBrief(fixing, 1_000_000))["Errors to fix"]);
  });

  it("leaves to a long part what a short one does not need", () => {
    const parts: BriefPart[] = [
      ["Output of a", "short"],
      ["Output of b", "x".repeat(50_000)],
    ];
    const brief = fitBrief(parts, 20_000);
    expect(brief).toContain("short");
    expect(brief.length).toBeGreaterThan(19_900);
  });

  it("cuts the request itself where nothing else is left", () => {
    const brief = fitBrief([["Request", "please ".repeat(20_000)]], 5_000);
    expect(brief.length).toBeLessThanOrEqual(5_000);
    expect(brief).toMatch(/\[cut to fit your context: 140000 characters in all\]$/);
  });

  it("fits any room of a model, whatever its parts are", () => {
    const headings = [...fixing.map(([heading]) => heading), "Request", "Project", "Checks", "Limits"];
    const part = fc.tuple(
      fc.constantFrom(...headings),
      fc.tuple(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), fc.nat(3_000)),
    );
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.integer({ min: 3_000, max: 300_000 }),
        (made, room) => {
          const parts = made.map(([heading, [text, times]]): BriefPart => [heading, text.repeat(times)]);
          expect(lengthOf(fitBrief(parts, room))).toBeLessThanOrEqual(room);
        },
      ),
      { numRuns: 200 },
    );
  });
});

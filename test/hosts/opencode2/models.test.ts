import { describe, expect, it } from "vitest";
import type { Context, ModelInfo } from "../../../src/hosts/opencode2/context.js";
import { createModels, limitsOf, toChoice } from "../../../src/hosts/opencode2/models.js";

const statechart: ModelInfo = { id: "machine", providerID: "statechart", enabled: true };
const off: ModelInfo = { id: "m0", providerID: "scripted", enabled: false };
const m1: ModelInfo = {
  id: "m1",
  providerID: "scripted",
  enabled: true,
  capabilities: { input: ["text", "image"] },
  limit: { context: 1000, output: 100 },
};

function contextOf(chosen: ModelInfo | undefined, data: ModelInfo[]): Context {
  const model = { default: async () => ({ data: chosen }), list: async () => ({ data }) };
  return { model } as unknown as Context;
}

describe("the model to take where none is selected", () => {
  it.each([
    ["the host's default", m1, [off, m1], { providerID: "scripted", modelID: "m1" }],
    [
      "the first one that is on, not the statechart",
      statechart,
      [statechart, off, m1],
      { providerID: "scripted", modelID: "m1" },
    ],
    ["none where there is only the statechart", undefined, [statechart, off], undefined],
  ])("is %s", async (_, chosen, data, expected) => {
    expect(await createModels(contextOf(chosen, data)).default()).toEqual(expected);
  });
});

const known = contextOf(m1, [m1]);
const choice = { providerID: "scripted", modelID: "m1" };

it("models that cannot be called are missing, and it is said why", async () => {
  const models = [choice, { ...choice, modelID: "m9" }, { providerID: "nobody", modelID: "m1" }];
  expect(await createModels(known).missing(models)).toEqual(
    new Map([
      ["scripted/m9", "scripted has no such model"],
      ["nobody/m1", "no provider nobody"],
    ]),
  );
});

it("the kinds of input are known of known models only", async () => {
  const { inputs } = createModels(known);
  expect(await inputs(choice)).toEqual({ text: true, image: true, pdf: false, audio: false, video: false });
  expect(await inputs({ ...choice, modelID: "m9" })).toBeUndefined();
});

it("the limits are known of known models only, and never an error", async () => {
  const broken = { model: { list: () => Promise.reject(new Error("gone")) } } as unknown as Context;
  expect(await limitsOf(known, choice)).toEqual({ context: 1000, output: 100 });
  expect(await limitsOf(known, { ...choice, modelID: "m9" })).toBeUndefined();
  expect(await limitsOf(broken, choice)).toBeUndefined();
});

it.each([
  ["high", { ...choice, variant: "high" }],
  ["default", choice],
  [undefined, choice],
])("the variant %s", (variant, expected) => {
  expect(toChoice({ providerID: "scripted", id: "m1", variant })).toEqual(expected);
});

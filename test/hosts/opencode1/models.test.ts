import type { OpencodeClient } from "@opencode-ai/sdk/v2/client";
import { describe, expect, it } from "vitest";
import { createModels } from "../../../src/hosts/opencode1/models.js";
import { parseModel } from "../../../src/plugin/options/model-choice.js";

function modelsOver(client: object) {
  return createModels(async () => client as OpencodeClient);
}

/** A host with these providers, of which its config names some. */
function modelsOf(providers: string[], named: string[]) {
  return modelsOver({
    config: {
      get: async () => ({ data: { provider: Object.fromEntries(named.map((id) => [id, {}])) } }),
      providers: async () => ({
        data: {
          providers: providers.map((id) => ({ id })),
          default: Object.fromEntries(providers.map((id) => [id, `${id}-default`])),
        },
      }),
    },
  });
}

describe("the default model", () => {
  it.each([
    ["the first provider's", ["acme", "other"], ["statechart"], "acme"],
    ["not the statechart's", ["statechart", "acme"], [], "acme"],
    ["that of a provider which the config names", ["acme", "other"], ["statechart", "other"], "other"],
  ])("is %s", async (_, providers, named, providerID) => {
    expect(await modelsOf(providers, named).default()).toEqual({
      providerID,
      modelID: `${providerID}-default`,
    });
  });

  it("is none when only the statechart is there", async () => {
    expect(await modelsOf(["statechart"], ["statechart"]).default()).toBeUndefined();
  });
});

/** It can call two models of acme, of which one reads words only, and knows of rich without having its key. */
const models = modelsOver({
  config: {
    providers: async () => ({
      data: {
        providers: [
          {
            id: "acme",
            models: { small: {}, blind: { capabilities: { input: { text: true, image: false } } } },
          },
        ],
      },
    }),
    get: async () => ({
      data: { disabled_providers: ["shut"], provider: { acme: { whitelist: ["small", "huge"] } } },
    }),
  },
  provider: { list: async () => ({ data: { all: [{ id: "acme" }, { id: "rich" }] } }) },
});

describe("missing models", () => {
  it.each([
    ["acme/small", undefined],
    ["acme/huge", "acme has no such model"],
    ["rich/big", "no credentials for rich"],
    ["poor/tiny", "no provider poor"],
    ["acme/middle", '"whitelist" of the provider acme does not name middle'],
    ["shut/any", '"disabled_providers" names shut'],
  ])("%s: %s", async (name, why) => {
    expect((await models.missing([parseModel(name)])).get(name)).toBe(why);
  });

  it("are none where OpenCode does not say what it can call", async () => {
    const silent = modelsOver({ config: { providers: async () => ({}) } });
    expect(await silent.missing([parseModel("poor/tiny")])).toEqual(new Map());
  });
});

it("says what a model reads, as far as it is known", async () => {
  expect(await models.inputs(parseModel("acme/blind"))).toEqual({ text: true, image: false });
  expect(await models.inputs(parseModel("poor/tiny"))).toBeUndefined();
});

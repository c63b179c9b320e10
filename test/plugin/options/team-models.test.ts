import { describe, expect, it } from "vitest";
import { agentRoles } from "../../../src/contracts/agent.js";
import { type Options, optionsSchema } from "../../../src/contracts/options.js";
import type { Host } from "../../../src/plugin/host/client.js";
import {
  missingModels,
  sharedModelText,
  teamModels,
  teamText,
} from "../../../src/plugin/options/team-models.js";

const selected = { providerID: "acme", modelID: "small" };
const models = (agents: object) => teamModels(optionsSchema.parse({ agents }) as Options, selected);

/** A host that can call the models of acme, and knows of rich without having its key. */
const host = {
  client: async () => ({
    config: {
      providers: async () => ({ data: { providers: [{ id: "acme", models: { small: {} } }] } }),
      get: async () => ({
        data: { disabled_providers: ["shut"], provider: { acme: { whitelist: ["small", "huge"] } } },
      }),
    },
    provider: { list: async () => ({ data: { all: [{ id: "acme" }, { id: "rich" }] } }) },
  }),
} as unknown as Host;

describe("teamText", () => {
  it("is short where all agents work on one model", () => {
    expect(teamText(models({}))).toBe("All agents work on acme/small.");
    expect(teamText(models({ fixer: { model: ["rich/big", "acme/small"] } }))).toBe(
      "All agents work on acme/small.",
    );
  });

  it("groups the agents by what they climb, without rungs that they cannot reach", () => {
    const ladder = { model: ["acme/small", "acme/small", "rich/big"] };
    expect(teamText(models({ coder: ladder, reviewer: ladder, fixer: ladder }))).toBe(
      "Models: planner, searcher, coder on acme/small; reviewer, fixer on acme/small, then rich/big.",
    );
  });
});

describe("sharedModelText", () => {
  const text = (agents: object) => sharedModelText(optionsSchema.parse({ agents }) as Options, selected);

  it("says what a reviewer on the coder's model sees, and which option changes that", () => {
    expect(text({})).toBe(
      'The reviewer works on the coder\'s model (acme/small): in recorded runs it saw 14.7 % of its own wrong code (69 of 468), another model 30 to 38 %. Change it: `"agents": { "reviewer": { "model": "provider/other" } }`',
    );
  });

  it("is empty where the reviewer works on a model of its own", () => {
    expect(text({ reviewer: { model: "rich/big" } })).toBe("");
    expect(text({ coder: { model: "poor/tiny" }, fixer: { model: "poor/tiny" } })).toBe("");
  });
});

describe("missingModels", () => {
  it("names who needs a model that is unknown, or whose provider is or has no credentials", async () => {
    const team = models({
      planner: { model: "acme/huge" },
      searcher: { model: "rich/big" },
      reviewer: { model: "rich/big" },
      coder: { model: "poor/tiny" },
    });
    expect(await missingModels(host, team, agentRoles)).toEqual([
      "planner: acme/huge (acme has no such model)",
      "searcher, reviewer: rich/big (no credentials for rich)",
      "coder: poor/tiny (no provider poor)",
    ]);
    expect(await missingModels(host, team, ["fixer"])).toEqual([]);
  });

  it("names the filter that keeps a model out", async () => {
    const team = models({ planner: { model: "acme/middle" }, coder: { model: "shut/any" } });
    expect(await missingModels(host, team, agentRoles)).toEqual([
      'planner: acme/middle ("whitelist" of the provider acme does not name middle)',
      'coder: shut/any ("disabled_providers" names shut)',
    ]);
  });

  it("says nothing where OpenCode does not say what it can call", async () => {
    const silent = { client: async () => ({ config: { providers: async () => ({}) } }) } as unknown as Host;
    expect(await missingModels(silent, models({}), agentRoles)).toEqual([]);
  });
});

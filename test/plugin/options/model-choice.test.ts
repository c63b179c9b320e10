import { describe, expect, it } from "vitest";
import { type Options, optionsSchema } from "../../../src/contracts/options.js";
import { chooseModel, modelName, parseModel } from "../../../src/plugin/options/model-choice.js";

const selected = { providerID: "acme", modelID: "selected", variant: "high" };

/** The names of the models for attempts 0 to 3. */
function choices(options: Options, role: "coder" | "fixer") {
  return [0, 1, 2, 3].map((attempt) => modelName(chooseModel(options, role, attempt, selected)));
}

describe("chooseModel", () => {
  it("takes the model that the user selected, as it is, for a role without one", () => {
    const options = optionsSchema.parse({ agents: { fixer: { temperature: 0 } } });
    expect(chooseModel(options, "fixer", 2, selected)).toEqual(selected);
    expect(chooseModel(options, "coder", 0, selected)).toEqual(selected);
  });

  it("takes a role's one model for every attempt", () => {
    const options = optionsSchema.parse({ agents: { coder: { model: "acme/small" } } });
    expect(choices(options, "coder")).toEqual(["acme/small", "acme/small", "acme/small", "acme/small"]);
    expect(choices(options, "fixer")[0]).toBe("acme/selected");
  });

  it("climbs a ladder with the attempts and stays on its last rung", () => {
    const options = optionsSchema.parse({ agents: { fixer: { model: ["a/small", "b/middle", "c/big"] } } });
    expect(choices(options, "fixer")).toEqual(["a/small", "b/middle", "c/big", "c/big"]);
  });
});

describe("parseModel", () => {
  it("splits at the first slash, since a model's own name may have more", () => {
    expect(parseModel("router/acme/big:free")).toEqual({ providerID: "router", modelID: "acme/big:free" });
    expect(modelName(parseModel("router/acme/big:free"))).toBe("router/acme/big:free");
  });
});

import type { ModelLimits } from "../../actors/agents/brief-room.js";
import { statechartProvider } from "../../plugin/names.js";
import { type ModelChoice, modelName } from "../../plugin/options/model-choice.js";
import type { Models } from "../../plugin/ports.js";
import type { Context, ModelInfo, ModelRef } from "./context.js";

const kinds = ["text", "image", "pdf", "audio", "video"];

/** What the model data of OpenCode 2 says. */
export function createModels(context: Context): Models {
  return {
    async default() {
      const chosen = (await context.model.default()).data;
      if (chosen && chosen.providerID !== statechartProvider) return toChoice(chosen);
      const { data } = await context.model.list();
      const first = data.find(({ providerID, enabled }) => providerID !== statechartProvider && enabled);
      return first && toChoice(first);
    },
    async missing(models) {
      const { data } = await context.model.list();
      const why = ({ providerID }: ModelChoice) =>
        data.some((known) => known.providerID === providerID)
          ? `${providerID} has no such model`
          : `no provider ${providerID}`;
      const missing = models.filter((model) => !find(data, model));
      return new Map(missing.map((model) => [modelName(model), why(model)]));
    },
    async inputs(model) {
      const { data } = await context.model.list();
      const input = find(data, model)?.capabilities?.input;
      return input && Object.fromEntries(kinds.map((kind) => [kind, input.includes(kind)]));
    },
  };
}

/** What fits into a model; nothing where the host does not say. Never rejects. */
export async function limitsOf(context: Context, model: ModelChoice): Promise<ModelLimits | undefined> {
  try {
    return find((await context.model.list()).data, model)?.limit;
  } catch {
    return undefined;
  }
}

export function toChoice({ providerID, id, variant }: ModelRef): ModelChoice {
  return { providerID, modelID: id, ...(variant && variant !== "default" ? { variant } : {}) };
}

function find(data: readonly ModelInfo[], { providerID, modelID }: ModelChoice): ModelInfo | undefined {
  return data.find((known) => known.providerID === providerID && known.id === modelID);
}

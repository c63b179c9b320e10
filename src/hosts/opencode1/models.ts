import type { OpencodeClient } from "@opencode-ai/sdk/v2/client";
import type { ModelLimits } from "../../actors/agents/brief-room.js";
import { filterOf } from "../../contracts/model-filter.js";
import { statechartProvider } from "../../plugin/names.js";
import { type ModelChoice, modelName, parseModel } from "../../plugin/options/model-choice.js";
import type { Models } from "../../plugin/ports.js";

/** What OpenCode's config and model data say. */
export function createModels(client: () => Promise<OpencodeClient>): Models {
  return {
    async default() {
      const { config: api } = await client();
      const config = (await api.get()).data;
      if (config?.model && !config.model.startsWith(`${statechartProvider}/`)) {
        return parseModel(config.model);
      }
      const named = Object.keys(config?.provider ?? {}).filter((id) => id !== statechartProvider);
      const { data } = await api.providers();
      const provider = data?.providers.find(({ id }) =>
        named.length > 0 ? named.includes(id) : id !== statechartProvider,
      );
      const modelID = provider && data?.default[provider.id];
      return provider && modelID ? { providerID: provider.id, modelID } : undefined;
    },
    async missing(models) {
      const api = await client();
      const usable = (await api.config.providers()).data?.providers;
      const missing = models.filter(
        ({ providerID, modelID }) => usable && !usable.find(({ id }) => id === providerID)?.models[modelID],
      );
      if (!usable || missing.length === 0) return new Map();
      const known = (await api.provider.list()).data?.all ?? [];
      const config = (await api.config.get()).data ?? {};
      const why = ({ providerID }: ModelChoice) => {
        if (usable.some(({ id }) => id === providerID)) return `${providerID} has no such model`;
        const isKnown = known.some(({ id }) => id === providerID);
        return isKnown ? `no credentials for ${providerID}` : `no provider ${providerID}`;
      };
      return new Map(
        missing.map((model) => [modelName(model), filterOf(config, modelName(model)) ?? why(model)]),
      );
    },
    inputs: async (model) => (await modelData(await client(), model))?.capabilities.input,
  };
}

/** What fits into a model; nothing where OpenCode knows nothing, or does not answer. Never rejects. */
export async function modelLimits(
  client: OpencodeClient,
  model: ModelChoice,
): Promise<ModelLimits | undefined> {
  try {
    return (await modelData(client, model))?.limit;
  } catch {
    return undefined;
  }
}

async function modelData({ config }: OpencodeClient, { providerID, modelID }: ModelChoice) {
  const { data } = await config.providers();
  return data?.providers.find(({ id }) => id === providerID)?.models[modelID];
}

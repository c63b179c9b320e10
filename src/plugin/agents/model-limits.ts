import type { OpencodeClient } from "@opencode-ai/sdk/v2/client";
import type { ModelLimits } from "../../actors/agents/brief-room.js";
import type { ModelChoice } from "../options/model-choice.js";

/** What OpenCode knows of a model; nothing where it knows nothing, or does not answer. Never rejects. */
export async function modelLimits(
  client: OpencodeClient,
  { providerID, modelID }: ModelChoice,
): Promise<ModelLimits | undefined> {
  try {
    const { data } = await client.config.providers();
    return data?.providers.find(({ id }) => id === providerID)?.models[modelID]?.limit;
  } catch {
    return undefined;
  }
}

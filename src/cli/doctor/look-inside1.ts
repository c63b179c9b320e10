import { askOpencode } from "./ask-opencode.js";
import type { LookInside } from "./inside.js";
import type { ResolvedConfig } from "./plugin-lines.js";

export const lookInside1: LookInside = async (askable) => {
  const [config, models] = await Promise.all([
    askOpencode(askable, "debug", "config"),
    askOpencode(askable, "models"),
  ]);
  return { config: JSON.parse(config) as ResolvedConfig, models: models.split(/\s+/) };
};

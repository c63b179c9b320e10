import { statechartModel, statechartProvider } from "../../plugin/names.js";

/** The statechart as a provider with one model: OpenCode 2 imports the module of an `aisdk:` package. */
export const providerInfo = {
  info: {
    id: statechartProvider,
    name: "Orchestrator",
    activation: "enabled",
    package: `aisdk:${new URL("../../plugin/provider.js", import.meta.url).href}`,
    settings: {},
    headers: {},
    body: {},
  },
  models: [
    {
      id: statechartModel,
      modelID: statechartModel,
      providerID: statechartProvider,
      name: "Statechart (no tokens)",
      capabilities: { tools: true, input: ["text"], output: ["text"] },
      variants: [],
      time: { released: 0 },
      cost: [],
      status: "active",
      enabled: true,
      limit: { context: 1_000_000, output: 100_000 },
    },
  ],
};

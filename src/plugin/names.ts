/** Names that OpenCode, the plugin and the provider share. */
export const orchestratorAgent = "orchestrator";
export const statechartProvider = "statechart";
export const statechartModel = "machine";

/** Tells the provider which of OpenCode's agents asks: the turn, or a title or a summary for it. */
export const purposeHeader = "x-orchestrator-purpose";

export const commands = {
  auto: 'Plan, code, verify and fix until it is done: /auto "add JWT login"',
  "auto-status": "How the orchestrator's run stands",
  "auto-resume": 'Go on with a paused or waiting run: /auto-resume [retry "advice" | skip | continue]',
  "auto-stop": "End the orchestrator's run",
} as const;

export type CommandName = keyof typeof commands;

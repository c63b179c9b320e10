/** Names that hosts, the plugin and the provider share. */
export const orchestratorAgent = "orchestrator";
export const statechartProvider = "statechart";
export const statechartModel = "machine";

/** Tells the provider what asks: "turn", or the agent that makes a title or a summary of it. */
export const purposeHeader = "x-orchestrator-purpose";
/** The last word of an agent's session that has handed in, where a host has no other way to end it. */
export const submittedPurpose = "submitted";

export const commands = {
  auto: 'Plan, code, verify and fix until it is done: /auto "add JWT login"',
  plan: 'Plan first, look at it, then run it: /plan "add JWT login"',
  review: "Judge the uncommitted changes, a path, a commit range or pasted code: /review [what]",
  fix: "Fix the errors you paste, or those that the checks find: /fix [errors]",
  search: 'Find places in the code: /search "where tokens are checked"',
  "auto-status": "Show the state of the orchestrator's run",
  "auto-resume": 'Resume a paused or waiting run: /auto-resume [retry "advice" | skip | continue]',
  "auto-inspect": "Show where to watch the orchestrator's statechart live",
  "auto-stop": "End the orchestrator's run",
} as const;

export type CommandName = keyof typeof commands;

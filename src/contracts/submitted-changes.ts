import type { AgentResult } from "./agent.js";
import type { Change } from "./change.js";

/** Changes that were handed in and paid for, whether or not the chart has heard of them. */
export interface SubmittedChanges {
  find(key: ChangeKey): AgentResult<Change> | undefined;
  /** @throws ActorError when it cannot be written down; it can be found nevertheless */
  add(key: ChangeKey, result: AgentResult<Change>): void;
}

export interface ChangeKey {
  actor: "coder" | "fixer";
  task: string;
  attempt: number;
}

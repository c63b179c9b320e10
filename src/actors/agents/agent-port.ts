import type { AgentRole, Usage } from "../../contracts/agent.js";
import type { Activity } from "../../contracts/checkpoints.js";
import type { Failure } from "../../contracts/failure.js";
import type { ModelLimits } from "./brief-room.js";

/** The one way to an agent. Whoever knows the host implements it; the actors never see the host. */
export interface AgentPort {
  /** The model that an agent would run on, as `provider/model`. */
  modelOf(request: Pick<AgentRequest, "role" | "attempt">): string;
  /** Opens a fresh session for one call. Rejects with an `ActorError` when the agent cannot be reached. */
  open(request: AgentRequest): Promise<AgentSession>;
}

export interface AgentRequest {
  role: AgentRole;
  /** Shown to the user. */
  title: string;
  taskId?: string;
  /** 0 for the coder, 1.. for the fixer; it chooses the rung of a model ladder. */
  attempt: number;
  /** The tool by which it hands in: of its role's submit tools, the only one that it is offered. */
  tool: string;
  /** Takes what the agent submits and answers with the text that the agent reads. Never rejects. */
  submit(raw: unknown): Promise<SubmitAnswer>;
  /** The model is about to be asked once more. False: it was asked often enough, and must not be. */
  requested(): boolean;
  /** The agent wrote a tool call that the host could not read, and was told so. */
  garbled(): void;
  signs: SignsOfLife;
}

export interface SubmitAnswer {
  /** Accepted: the turn need not go on. */
  accepted: boolean;
  text: string;
}

/** What a session tells about itself while it works. */
export interface SignsOfLife {
  alive(): void;
  /** The host waits before it asks the provider again, which said this. */
  troubled(reason: string): void;
  /** A permission waits for the user; the deadline stands still until `released`. */
  held(): void;
  released(): void;
}

export interface AgentSession {
  readonly id: string;
  /** As `provider/model`. */
  readonly model: string;
  /** Of its model; `undefined` where the host does not know them. */
  readonly limits: ModelLimits | undefined;
  /** One turn of the agent, to its end. A turn that fails says so in `failure`; it does not reject. */
  ask(text: string): Promise<AgentTurn>;
  /** Ends whatever still runs, and tells what the session used. Never rejects. */
  close(outcome: "done" | "failed"): Promise<Usage>;
  /** When its tools ran and what they wrote, as far as it is known; whole once the session is closed. */
  activity(): Activity;
}

export interface AgentTurn {
  /** All text of the turn. */
  text: string;
  failure?: Pick<Failure, "kind" | "message">;
  /** The permissions that the user refused in it, like `edit a.txt`. */
  refused?: string[];
  /** Its last answer ended at the output limit, after so many tokens (0: unknown), and what it called is lost. */
  cut?: { tokens: number };
  /** The provider refused the first message for its length, in the words of `failure`. */
  isTooLong?: boolean;
}

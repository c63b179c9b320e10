import type { Options } from "../contracts/options.js";
import type { CommandName } from "./names.js";
import type { ModelChoice } from "./options/model-choice.js";
import type { Ports } from "./ports.js";
import type { InspectorDoor } from "./run/inspector.js";
import type { Run } from "./run/run.js";

/** What all sessions of one instance of a host share. */
export interface Workspace {
  ports: Ports;
  options: Options;
  /** What is wrong with the options; the answer of every command until it is fixed. */
  problems: string[];
  /** The model that a message named last, of whatever agent. */
  selectedModel: ModelChoice | undefined;
  /** The last run of this folder. One at a time may be going on. */
  run: Run | undefined;
  /** A run is being made: nothing may start beside it. */
  isStarting: boolean;
  inspector: InspectorDoor;
}

/** What the user asked for in the message that is answered now. */
export interface Intent {
  command: CommandName | undefined;
  text: string;
}

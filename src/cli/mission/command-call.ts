import type { OpencodeEnd, OpencodeProcess } from "./opencode-process.js";

/** A slash command that is to run in OpenCode without a terminal. */
export interface CommandCall extends Omit<OpencodeProcess, "args"> {
  command: string;
  text: string;
  model: string | undefined;
  /** Whether a run of this call is at work still. */
  isAtWork(): Promise<boolean>;
}

/** A way to run a slash command to its end, and to show its lines. */
export type RunCommand = (call: CommandCall) => Promise<OpencodeEnd>;

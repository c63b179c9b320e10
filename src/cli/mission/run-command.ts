import { majorVersion } from "../opencode/version.js";
import { inOpencode1 } from "./in-opencode1.js";
import { inOpencode2 } from "./in-opencode2.js";
import { type OpencodeEnd, type OpencodeProcess, runOpencode } from "./opencode-process.js";

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

/**
 * Runs a slash command in the OpenCode that is there, whatever its version.
 * @throws CommandError when OpenCode cannot be started
 */
export const runCommand: RunCommand = async (call) => {
  const said: string[] = [];
  const asked = await runOpencode({ ...call, args: ["--version"], onLine: (line) => said.push(line) });
  if (asked.interruptedBy) return asked;
  const run = (majorVersion(said.join("\n")) ?? 1) >= 2 ? inOpencode2 : inOpencode1;
  return run(call);
};

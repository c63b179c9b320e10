import { majorVersion } from "../opencode/version.js";
import type { RunCommand } from "./command-call.js";
import { inOpencode1 } from "./in-opencode1.js";
import { inOpencode2 } from "./in-opencode2.js";
import { runOpencode } from "./opencode-process.js";

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

import { majorVersion } from "../opencode/version.js";
import type { LookInside } from "./inside.js";
import { lookInside1 } from "./look-inside1.js";
import { lookInside2 } from "./look-inside2.js";

/**
 * Starts OpenCode, whatever its version, and asks it.
 * @throws Error with its words when it fails
 */
export const lookInside: LookInside = (askable) =>
  ((majorVersion(askable.version) ?? 1) >= 2 ? lookInside2 : lookInside1)(askable);

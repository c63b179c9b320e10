import { majorVersion } from "../opencode/version.js";
import type { Askable } from "./ask-opencode.js";
import { lookInside1 } from "./look-inside1.js";
import { lookInside2 } from "./look-inside2.js";
import type { ResolvedConfig } from "./plugin-lines.js";

/** What a started OpenCode says of itself. */
export interface Inside {
  /** What it made of its configs. */
  config: ResolvedConfig;
  /** All models that it can call, as `provider/model`. */
  models: readonly string[];
}

/** A way to have OpenCode say it. */
export type LookInside = (askable: Askable) => Promise<Inside>;

/**
 * Starts OpenCode, whatever its version, and asks it.
 * @throws Error with its words when it fails
 */
export const lookInside: LookInside = (askable) =>
  ((majorVersion(askable.version) ?? 1) >= 2 ? lookInside2 : lookInside1)(askable);

import type { Askable } from "./ask-opencode.js";
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

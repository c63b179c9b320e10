import { honesty } from "./honesty.js";
import { limits } from "./limits.js";
import { queue } from "./queue.js";
import { rest } from "./rest.js";
import type { Theme } from "./theme.js";
import { verification } from "./verification.js";

/** Every invariant that a single step can break. */
export const invariants: Theme = { ...limits, ...verification, ...queue, ...rest, ...honesty };

import { cargo } from "./cargo.js";
import { goWorlds } from "./go.js";
import { npmWorlds } from "./npm-worlds.js";
import { rootless } from "./rootless.js";
import { uvWorlds } from "./uv.js";
import type { World } from "./world.js";

export const worlds: readonly World[] = [rootless, ...npmWorlds, cargo, ...goWorlds, ...uvWorlds];

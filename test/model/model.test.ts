import { checkDrawing } from "./check-drawing.js";
import { checkLivePaths } from "./check-live-paths.js";
import { checkWorlds } from "./check-worlds.js";
import { worlds } from "./worlds.js";

// One file, so that the worlds are explored once.
const explored = checkWorlds(worlds);
checkLivePaths(explored);
checkDrawing(explored);

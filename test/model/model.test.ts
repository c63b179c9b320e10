import { worlds } from "./worlds.js";
import { checkWorlds } from "./check-worlds.js";

checkWorlds(worlds);

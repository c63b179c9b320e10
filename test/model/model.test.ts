import { checkWorlds } from "./check-worlds.js";
import { worlds } from "./worlds.js";

checkWorlds(worlds);

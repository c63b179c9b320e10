import { describeCheats } from "../../support/cheat.js";
import { changedScripts } from "./worlds/changed-scripts.js";

describeCheats("the command is changed", changedScripts);

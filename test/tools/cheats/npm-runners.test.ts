import { describeCheats } from "../../support/cheat.js";
import { npmRunners } from "./worlds/npm-runners.js";

describeCheats("a runner of npm's leaves tests out", npmRunners);

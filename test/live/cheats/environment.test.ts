import { describeCheats } from "../../support/cheat.js";
import { environment } from "./worlds/environment.js";

describeCheats("what stands around the command is changed", environment);

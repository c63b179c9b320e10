import { describeCheats } from "../../support/cheat.js";
import { deafChecks } from "./worlds/deaf-checks.js";

describeCheats("the project's checks say nothing", deafChecks);

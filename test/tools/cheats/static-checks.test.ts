import { describeCheats } from "../../support/cheat.js";
import { staticChecks } from "./worlds/static-checks.js";

describeCheats("a static check looks at less", staticChecks);

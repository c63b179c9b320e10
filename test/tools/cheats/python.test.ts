import { describeCheats } from "../../support/cheat.js";
import { python } from "./worlds/python.js";

describeCheats("pytest leaves tests out", python);

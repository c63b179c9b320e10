import { describeCheats } from "../../support/cheat.js";
import { changedTests } from "./worlds/changed-tests.js";

describeCheats("what the tests say is changed", changedTests);

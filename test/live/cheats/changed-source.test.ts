import { describeCheats } from "../../support/cheat.js";
import { changedSource } from "./worlds/changed-source.js";

describeCheats("the source keeps its tests from being run", changedSource);

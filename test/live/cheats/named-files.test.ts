import { describeTold } from "../../support/cheat.js";
import { namedFiles } from "./worlds/named-files.js";

describeTold("what a change takes away from the checks", namedFiles);

import { describeHonest } from "../../support/cheat.js";
import { honest } from "./worlds/honest.js";

describeHonest("the change is what it says", honest);

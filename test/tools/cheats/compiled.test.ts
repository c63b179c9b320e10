import { describeCheats } from "../../support/cheat.js";
import { compiled } from "./worlds/compiled.js";

describeCheats("Go and Rust leave tests out", compiled);

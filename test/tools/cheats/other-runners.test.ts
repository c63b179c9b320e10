import { describeCheats } from "../../support/cheat.js";
import { otherRunners } from "./worlds/other-runners.js";

describeCheats("rspec, minitest, phpunit, bats or ctest leave tests out", otherRunners);

import { chartSetup } from "../chart-setup.js";
import { baseliningAhead } from "./baselining.js";
import { splitting } from "./splitting.js";

export const planning = chartSetup.createStateConfig({
  description: "The request becomes a plan, and beside it the baseline is made.",
  type: "parallel",
  // Whenever the user had a turn in between, the tree may be another one.
  entry: "dropBaseline",
  states: { splitting, ahead: baseliningAhead },
});

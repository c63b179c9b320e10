import { loadDrawing } from "./drawing.js";
import type { TuiApi } from "./host.js";
import { showRuns } from "./show-runs.js";

/** The run of this folder in OpenCode's terminal screen; nothing in a host that has no place for it. */
async function tui(api: TuiApi): Promise<void> {
  const draw = await loadDrawing();
  if (draw) showRuns(api, draw);
}

export default { id: "opencode-orchestrator", tui };

import { loadDrawing } from "./drawing.js";
import { type Opencode1Screen, opencode1Screen } from "./opencode1.js";
import { type Opencode2Screen, opencode2Screen } from "./opencode2.js";
import { pluginId, type Screen } from "./screen.js";
import { showRuns } from "./show-runs.js";

/** The run of this folder in OpenCode's terminal screen; nothing in a host that has no place for it. */
async function show(screen: Screen): Promise<void> {
  const draw = await loadDrawing();
  if (draw) showRuns(screen, draw);
}

/** For OpenCode 1. */
const tui = (api: Opencode1Screen): Promise<void> => show(opencode1Screen(api));

/** For OpenCode 2. */
async function setup(context: Opencode2Screen): Promise<() => void> {
  const ends: (() => void)[] = [];
  await show(opencode2Screen(context, (end) => ends.push(end)));
  return () => {
    for (const end of ends) end();
  };
}

export default { id: pluginId, tui, setup };

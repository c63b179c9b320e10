import { loadDrawing } from "./drawing.js";
import type { TuiApi } from "./host.js";
import { paletteCommands } from "./palette.js";
import { isSidebarShown, sessionOnScreen } from "./screen.js";
import { drawSection, drawShortLine } from "./section.js";
import type { ShownRun } from "./shown-run.js";
import { watchRuns } from "./watch-runs.js";

/** After OpenCode's own figures, before servers and lists. */
const order = 150;

/** The run of this folder in OpenCode's terminal screen. A host that lacks something shows less; none fails. */
async function tui(api: TuiApi): Promise<void> {
  const draw = await loadDrawing();
  if (!draw || !api.slots) return;
  const [run, setRun] = draw.createSignal<ShownRun | undefined>(undefined);
  const [width, setWidth] = draw.createSignal(api.renderer?.width ?? 0);
  let told = "";
  const watch = watchRuns(
    () => api.state?.path?.directory || process.cwd(),
    (found) => {
      const text = JSON.stringify(found ?? null);
      if (text === told) return;
      told = text;
      setRun(() => found);
    },
  );

  /** What is drawn where there is something to say; a line that cannot be drawn is none. */
  const shown = (paint: (found: ShownRun) => unknown) =>
    draw.createMemo(() => {
      try {
        const found = run();
        return found && isOfInterest(api, found) ? paint(found) : undefined;
      } catch {
        return undefined;
      }
    });

  api.slots.register({
    order,
    slots: {
      sidebar_content: () => shown((found) => drawSection(draw, api, found)),
      app_bottom: () =>
        shown((found) =>
          isSidebarShown(api, width()) ? undefined : drawShortLine(draw, api, found, width()),
        ),
    },
  });
  attempt(() => api.renderer?.on("resize", () => setWidth(() => api.renderer?.width ?? 0)));
  attempt(() => api.event?.on("session.status", watch.look));
  attempt(() => api.keymap?.registerLayer({ commands: paletteCommands(api, run) }));
  attempt(() => api.lifecycle?.onDispose(watch.end));
}

/** A run that has ended is of interest where it was shown; every other one may be taken up from anywhere. */
function isOfInterest(api: TuiApi, { report, limits }: ShownRun): boolean {
  return limits !== undefined || sessionOnScreen(api)?.id === report.session;
}

/** Older hosts lack parts of the screen. */
function attempt(use: () => unknown): void {
  try {
    use();
  } catch {
    // Without it the rest still works.
  }
}

export default { id: "opencode-orchestrator", tui };

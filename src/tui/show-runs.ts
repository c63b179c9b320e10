import type { Drawing } from "./drawing.js";
import type { TuiApi } from "./host.js";
import { paletteCommands } from "./palette.js";
import { isSidebarShown, sessionOnScreen } from "./screen.js";
import { drawSection, drawShortLine } from "./section.js";
import type { ShownRun } from "./shown-run.js";
import { watchRuns } from "./watch-runs.js";

/** After OpenCode's own figures, before servers and lists. */
const order = 150;

/**
 * Shows the run of the host's folder from now on: in the sidebar, in one line where there is no sidebar, and in the
 * palette. A host that lacks something shows less; nothing is thrown into its screen.
 */
export function showRuns(api: TuiApi, draw: Drawing): void {
  const [run, setRun] = draw.createSignal<ShownRun | undefined>(undefined);
  const [width, setWidth] = draw.createSignal(attempt(() => api.renderer?.width) ?? 0);
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

  const shown = (paint: (found: ShownRun) => unknown) =>
    draw.createMemo(() =>
      attempt(() => {
        const found = run();
        return found && isOfInterest(api, found) ? paint(found) : undefined;
      }),
    );

  attempt(() =>
    api.slots?.register({
      order,
      slots: {
        sidebar_content: () => shown((found) => drawSection(draw, api, found)),
        app_bottom: () =>
          shown((found) =>
            isSidebarShown(api, width()) ? undefined : drawShortLine(draw, api, found, width()),
          ),
      },
    }),
  );
  attempt(() => api.renderer?.on("resize", () => setWidth(() => api.renderer?.width ?? 0)));
  attempt(() => api.event?.on("session.status", watch.look));
  attempt(() => api.keymap?.registerLayer({ commands: paletteCommands(api, run) }));
  attempt(() => api.lifecycle?.onDispose(watch.end));
}

/** A run that has ended is of interest where it was shown; every other one may be taken up from anywhere. */
function isOfInterest(api: TuiApi, { report, limits }: ShownRun): boolean {
  return limits !== undefined || sessionOnScreen(api)?.id === report.session;
}

/** Some hosts lack a part, and some throw where it is asked for. */
function attempt<Result>(use: () => Result): Result | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}

import type { Drawing } from "./drawing.js";
import { paletteEntries } from "./palette.js";
import type { Screen } from "./screen.js";
import { drawSection, drawShortLine } from "./section.js";
import type { ShownRun } from "./shown-run.js";
import { watchRuns } from "./watch-runs.js";

/**
 * Shows the run of the host's folder from now on: in the sidebar, in one line where there is no sidebar, and in the
 * palette. A host that lacks something shows less; nothing is thrown into its screen.
 */
export function showRuns(screen: Screen, draw: Drawing): void {
  const [run, setRun] = draw.createSignal<ShownRun | undefined>(undefined);
  const [columns, setColumns] = draw.createSignal(attempt(() => screen.columns()) ?? 0);
  let told = "";
  const watch = watchRuns(
    () => screen.folder(),
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
        return found && isOfInterest(screen, found) ? paint(found) : undefined;
      }),
    );

  attempt(() =>
    screen.place({
      sidebar: () => shown((found) => drawSection(draw, screen, found)),
      line: () =>
        shown((found) =>
          screen.isSidebarShown(columns()) ? undefined : drawShortLine(draw, screen, found, columns()),
        ),
    }),
  );
  attempt(() => screen.onResize(() => setColumns(() => screen.columns())));
  attempt(() => screen.onChange(watch.look));
  attempt(() => screen.offer(paletteEntries(screen, run)));
  attempt(() => screen.onEnd(watch.end));
}

/** A run that has ended is of interest where it was shown; every other one may be taken up from anywhere. */
function isOfInterest(screen: Screen, { report, limits }: ShownRun): boolean {
  return limits !== undefined || screen.session()?.id === report.session;
}

/** Some hosts lack a part, and some throw where it is asked for. */
function attempt<Result>(use: () => Result): Result | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}

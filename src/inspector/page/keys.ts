import { tabs } from "./app.js";
import { fitChart } from "./chart.js";
import { seek, step, tab } from "./store.js";
import { nextTheme } from "./theme.js";

/** Keys that work wherever nothing is typed. */
export function listenToKeys(): void {
  addEventListener("keydown", (event) => {
    const isText = event.key.length === 1;
    const act = actions[isText ? event.key.toLowerCase() : event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isText ? isTyping(event.target) : movesItself(event.target)) return;
    event.preventDefault();
    act();
  });
}

const actions: Record<string, () => void> = {
  ArrowLeft: () => step(-1),
  ArrowRight: () => step(1),
  Home: () => seek(0),
  End: () => seek(Number.POSITIVE_INFINITY),
  l: () => seek(Number.POSITIVE_INFINITY),
  f: fitChart,
  t: nextTheme,
  "/": () => {
    tab.value = "journal";
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>("#search")?.focus());
  },
  ...Object.fromEntries(
    tabs.map(({ name }, place) => [
      String(place + 1),
      () => {
        tab.value = name;
      },
    ]),
  ),
};

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=range]), select");
}

/** What the arrow keys move already. */
function movesItself(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, select, [role=tab], .chart-frame");
}

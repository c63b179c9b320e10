import { Chart } from "./chart.js";
import { Checks } from "./checks.js";
import { Diff } from "./diff.js";
import { Header } from "./header.js";
import { Journal } from "./journal.js";
import { Player } from "./player.js";
import { Question } from "./question.js";
import type { Source } from "./source.js";
import { frames, link, type Tab, tab } from "./store.js";
import { Tasks } from "./tasks.js";
import { Timeline } from "./timeline.js";

export const tabs: readonly { name: Tab; title: string }[] = [
  { name: "tasks", title: "Tasks" },
  { name: "checks", title: "Checks" },
  { name: "diff", title: "Diff" },
  { name: "journal", title: "Journal" },
];

export function App({ source }: { source: Source }) {
  const isEmpty = frames.value.length === 0;
  return (
    <div class="app">
      <Header source={source} />
      <Question />
      <main class="main">
        {isEmpty && link.value === "open" && (
          <p class="empty welcome">
            There is no run in this folder yet. It is shown here as soon as one begins.
          </p>
        )}
        <div class="stage">
          <Chart />
          <Timeline />
        </div>
        <section class="side panel">
          <div class="tabs" role="tablist">
            {tabs.map(({ name, title }, place) => (
              <button
                key={name}
                type="button"
                role="tab"
                id={`tab-${name}`}
                class="tab"
                aria-selected={tab.value === name}
                aria-controls="tab-panel"
                title={`${title} (${place + 1})`}
                tabIndex={tab.value === name ? 0 : -1}
                onClick={() => {
                  tab.value = name;
                }}
                onKeyDown={(event) => {
                  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
                  const next = by === undefined ? undefined : tabs[(place + by + tabs.length) % tabs.length];
                  if (!next) return;
                  tab.value = next.name;
                  document.querySelector<HTMLElement>(`#tab-${next.name}`)?.focus();
                }}
              >
                {title}
              </button>
            ))}
          </div>
          <div class="tab-panel" role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab.value}`}>
            {tab.value === "tasks" && <Tasks />}
            {tab.value === "checks" && <Checks />}
            {tab.value === "diff" && <Diff source={source} />}
            {tab.value === "journal" && <Journal source={source} />}
          </div>
        </section>
      </main>
      <Player />
    </div>
  );
}

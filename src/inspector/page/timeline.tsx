import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { count } from "../../contracts/count.js";
import type { Work } from "../frames/fold.js";
import { amount, clock, dollars, duration } from "./format.js";
import { printable } from "./printable.js";
import { chosenTask, info, isLive, link, moment } from "./store.js";
import { createTimeScale } from "./time-scale.js";

const lanes = ["planner", "searcher", "coder", "reviewer", "fixer", "checks"] as const;
const now = signal(Date.now());
const pointed = signal<string | undefined>(undefined);

/** Who worked when, on which model, and what it took. */
export function Timeline() {
  const { works, at, counters } = moment.value;
  const isMoving = isLive.value && link.value === "open" && counters?.status === "working";
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 500);
    return () => clearInterval(timer);
  }, [isMoving]);
  const start = Date.parse(info.value?.startedAt ?? at);
  const end = isMoving ? Math.max(now.value, Date.parse(at)) : Date.parse(at);
  const shown = works.filter(({ lane }) => (lanes as readonly string[]).includes(lane));
  const scale = createTimeScale(
    start,
    end,
    shown.map((work) => [Date.parse(work.start), work.end ? Date.parse(work.end) : end]),
  );
  const told = shown.find((work) => keyOf(work) === pointed.value) ?? shown.at(-1);
  return (
    <section class="timeline panel" aria-label="Timeline of agent calls" data-testid="timeline">
      <div class="lanes">
        {lanes.map((lane) => (
          <div key={lane} class="lane">
            <span class="lane-name">{lane}</span>
            <div class="lane-bars">
              {scale.breaks.map((place) => (
                <span key={place} class="break" style={{ left: `${place * 100}%` }} />
              ))}
              {shown
                .filter((work) => work.lane === lane)
                .map((work) => (
                  <Bar key={keyOf(work)} work={work} end={end} place={scale.place} />
                ))}
            </div>
          </div>
        ))}
      </div>
      <p class="told" aria-live="off" data-testid="told">
        {told ? tell(told, end) : "No agent has been called yet."}
      </p>
    </section>
  );
}

function Bar({ work, end, place }: { work: Work; end: number; place: (time: number) => number }) {
  const from = place(Date.parse(work.start));
  const to = place(work.end ? Date.parse(work.end) : end);
  const name = work.task ?? moments[work.id] ?? (work.lane === "planner" ? "plan" : "");
  const used = [work.tokens ? amount(work.tokens) : "", dollars(work.cost ?? 0)].filter(Boolean).join(" · ");
  const point = () => {
    pointed.value = keyOf(work);
  };
  return (
    <button
      type="button"
      class={`bar bar-${work.lane} bar-${work.outcome ?? "open"}${work.isFailing ? " bar-failing" : ""}`}
      style={{ left: `${from * 100}%`, width: `${Math.max(0, to - from) * 100}%` }}
      title={tell(work, end)}
      aria-label={tell(work, end)}
      onMouseEnter={point}
      onFocus={point}
      onClick={() => {
        point();
        if (work.task !== undefined) chosenTask.value = work.task;
      }}
    >
      {work.isFailing && "✗ "}
      <bdi class={name.length > 4 ? "bar-name bar-long" : "bar-name"}>{printable(name)}</bdi>
      {used && <span class="bar-used">{name ? ` · ${used}` : used}</span>}
    </button>
  );
}

/** Checks that belong to no task. */
const moments: Record<string, string> = {
  aheadChecks: "baseline",
  baselineChecks: "baseline",
  finalChecks: "final",
  diagnosis: "diagnosis",
};

function keyOf({ id, start }: Work): string {
  return `${id} ${start}`;
}

function tell(work: Work, end: number): string {
  const seconds = ((work.end ? Date.parse(work.end) : end) - Date.parse(work.start)) / 1_000;
  const outcome = { done: "", failed: "failed", left: "interrupted", open: "at work" }[
    work.outcome ?? "open"
  ];
  const attempt = work.attempt ? `fix ${work.attempt}` : "";
  return printable(
    [
      [work.lane, work.task ?? moments[work.id], attempt].filter(Boolean).join(" "),
      work.model,
      `${clock(work.start)}, ${duration(seconds)}`,
      work.tokens ? count(amount(work.tokens), "token") : "",
      dollars(work.cost ?? 0),
      outcome,
      work.told,
    ]
      .filter(Boolean)
      .join(" · "),
  );
}

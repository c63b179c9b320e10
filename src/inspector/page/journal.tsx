import { computed, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Frame } from "../frames/frame.js";
import { clock } from "./format.js";
import { printable } from "./printable.js";
import type { Source } from "./source.js";
import { frames, index, isLive, search, seekLine } from "./store.js";
import { Text } from "./text.js";

/** Every row has this height in pixels, so that only those in sight need be there. */
const rowHeight = 44;
const scrolled = signal({ top: 0, height: 400 });

const found = computed(() => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return frames.value;
  return frames.value.filter((frame) => {
    const text = `${frame.seq} ${frame.type} ${frame.title} ${frame.text}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
});

export function Journal({ source }: { source: Source }) {
  const list = useRef<HTMLDivElement>(null);
  const seq = frames.value[index.value]?.seq;
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const measure = () => {
      scrolled.value = { top: element.scrollTop, height: element.clientHeight };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, []);
  useEffect(() => {
    const element = list.current;
    const place = found.value.findIndex((frame) => frame.seq === seq);
    if (!element || place < 0) return;
    const top = place * rowHeight;
    const isSeen = top >= element.scrollTop && top + rowHeight <= element.scrollTop + element.clientHeight;
    if (!isSeen) element.scrollTop = top - element.clientHeight / 2;
  }, [seq, isLive.value, found.value.length]);
  const all = found.value;
  const first = Math.max(0, Math.floor(scrolled.value.top / rowHeight) - 5);
  const count = Math.ceil(scrolled.value.height / rowHeight) + 10;
  return (
    <div class="journal">
      <label class="field">
        <span class="field-name">Search</span>
        <input
          type="search"
          id="search"
          placeholder="all of these words (/)"
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
        />
        <span class="muted" data-testid="found">
          {all.length} of {frames.value.length}
        </span>
      </label>
      <div class="journal-list" ref={list} data-testid="journal">
        <ol class="rows" style={{ height: `${all.length * rowHeight}px` }}>
          {all.slice(first, first + count).map((frame, place) => (
            <Row
              key={frame.seq}
              frame={frame}
              top={(first + place) * rowHeight}
              isCurrent={frame.seq === seq}
              isLater={seq !== undefined && frame.seq > seq}
            />
          ))}
        </ol>
      </div>
      {seq !== undefined && seq > 0 && <Line source={source} seq={seq} />}
    </div>
  );
}

interface RowProps {
  frame: Frame;
  top: number;
  isCurrent: boolean;
  /** Than the moment that is shown. */
  isLater: boolean;
}

function Row({ frame, top, isCurrent, isLater }: RowProps) {
  return (
    <li
      class={`row${isCurrent ? " is-current" : ""}${isLater ? " is-later" : ""}`}
      style={{ top: `${top}px` }}
    >
      <button type="button" aria-current={isCurrent ? "step" : undefined} onClick={() => seekLine(frame.seq)}>
        <span class="row-head">
          <span class="row-seq">{frame.seq}</span>
          <time>{clock(frame.at)}</time>
          <span class={frame.isNote ? "row-type row-note" : "row-type"}>
            <Text value={frame.type.replace(/^xstate\./, "")} />
          </span>
        </span>
        <span class="row-title">
          <Text value={frame.title} />
        </span>
      </button>
    </li>
  );
}

function Line({ source, seq }: { source: Source; seq: number }) {
  const [isOpen, setOpen] = useState(false);
  const [line, setLine] = useState({ seq: 0, text: "" });
  useEffect(() => {
    if (!isOpen) return;
    let isGone = false;
    void source.line(seq).then((text) => {
      if (!isGone) setLine({ seq, text });
    });
    return () => {
      isGone = true;
    };
  }, [source, seq, isOpen]);
  return (
    <details class="line" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Line {seq} in whole</summary>
      <pre class="output">{line.seq === seq ? printable(line.text.slice(0, 300_000)) : "…"}</pre>
    </details>
  );
}

import { clock } from "./format.js";
import { frames, index, isLive, lastIndex, link, seek, step } from "./store.js";
import { Text } from "./text.js";

/** Time travel: any moment of the run, or the present. */
export function Player() {
  const frame = frames.value[index.value];
  return (
    <footer class="player">
      <div class="player-buttons">
        <button
          type="button"
          class="button"
          title="To the beginning (Home)"
          aria-label="To the beginning"
          onClick={() => seek(0)}
        >
          «
        </button>
        <button
          type="button"
          class="button"
          title="One event back (←)"
          aria-label="One event back"
          onClick={() => step(-1)}
        >
          ‹
        </button>
        <button
          type="button"
          class="button"
          title="One event forward (→)"
          aria-label="One event forward"
          onClick={() => step(1)}
        >
          ›
        </button>
      </div>
      <input
        type="range"
        class="slider"
        aria-label="Moment of the run"
        aria-valuetext={frame ? `${frame.seq}: ${frame.type}` : "nothing yet"}
        min={0}
        max={Math.max(0, lastIndex.value)}
        value={Math.max(0, index.value)}
        onInput={(event) => seek(Number(event.currentTarget.value))}
        data-testid="slider"
      />
      <button
        type="button"
        class={isLive.value ? "button live is-live" : "button live"}
        aria-pressed={isLive.value}
        title="To the newest event, and follow (End)"
        onClick={() => seek(Number.POSITIVE_INFINITY)}
        data-testid="live"
      >
        {link.value === "file" ? "end" : "live"}
      </button>
      <p class="player-told" data-testid="player">
        {frame && (
          <>
            <b>
              {index.value}/{lastIndex.value}
            </b>{" "}
            {clock(frame.at)} <Text value={frame.type.replace(/^xstate\./, "")} />
            {frame.title && " — "}
            <Text value={frame.title} />
          </>
        )}
      </p>
    </footer>
  );
}

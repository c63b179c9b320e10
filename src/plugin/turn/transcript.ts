import type { Question } from "../../machine/question.js";
import type { Row, Todo } from "../ports.js";

/** What a turn shows, in order. */
export type TranscriptItem =
  /** A text that is still to be made holds up what follows it, not the run; "" is not shown. */
  | { type: "text"; text: string | Promise<string> }
  | { type: "row"; row: Row }
  | { type: "todos"; todos: Todo[] }
  /** The run waits for the user; where nobody can be asked, `otherwise` ends the turn. */
  | { type: "question"; question: Question; otherwise: string }
  /** The run rests: the turn ends with this. */
  | { type: "end"; text: string };

/** The run writes, the turn reads: the run never waits for the screen. */
export interface Transcript {
  push(item: TranscriptItem): void;
  /** The next item; it is taken off only by `take`. */
  peek(signal: AbortSignal): Promise<TranscriptItem>;
  take(item: TranscriptItem): void;
  clear(): void;
}

export function createTranscript(): Transcript {
  const items: TranscriptItem[] = [];
  let wake = () => {};
  return {
    push(item) {
      // A list goes before the texts that came with it: it joins the row whose end changed it.
      const texts = item.type === "todos" ? items.length - 1 - items.findLastIndex(isNoText) : 0;
      const place = items.length - texts;
      const isReplaced = item.type === "todos" && items[place - 1]?.type === "todos";
      items.splice(isReplaced ? place - 1 : place, isReplaced ? 1 : 0, item);
      wake();
    },
    async peek(signal) {
      for (;;) {
        signal.throwIfAborted();
        const first = items[0];
        if (first) return first;
        await new Promise<void>((resolve, reject) => {
          const stop = () => reject(signal.reason);
          signal.addEventListener("abort", stop, { once: true });
          wake = () => {
            signal.removeEventListener("abort", stop);
            resolve();
          };
        });
      }
    },
    take(item) {
      const index = items.indexOf(item);
      if (index >= 0) items.splice(index, 1);
    },
    clear() {
      items.length = 0;
    },
  };
}

function isNoText({ type }: TranscriptItem): boolean {
  return type !== "text";
}

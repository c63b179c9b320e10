import type { RunHeader } from "../runs/journal-line.js";
import { reasonOf } from "../runs/read-journal.js";
import { followJournal } from "./follow-journal.js";
import type { Frame, RunInfo } from "./frames/frame.js";
import { createFramer, type Framer } from "./frames/framer.js";
import { shown } from "./frames/views.js";

/** What a page gets of a run. */
export type FeedMessage =
  /** The run begins: what was sent before is void. */
  | { type: "run"; info: RunInfo }
  | { type: "frames"; frames: readonly Frame[] }
  | { type: "problem"; text: string };

export type FeedReader = (message: FeedMessage) => void;

export interface RunFeed {
  /** Tells all there is, then what comes. @returns what ends it */
  subscribe(reader: FeedReader): () => void;
}

/** The frames of one run, made once for all its readers, and only while there is one. */
export function createRunFeed(folder: string): RunFeed {
  const readers = new Set<FeedReader>();
  let info: RunInfo | undefined;
  let frames: Frame[] = [];
  let problem: string | undefined;
  let framer: Framer | undefined;
  let end: (() => void) | undefined;

  const tell = (message: FeedMessage) => {
    for (const reader of readers) reader(message);
  };
  const tellProblem = (text: string) => {
    problem = shown(text, 1_000);
    tell({ type: "problem", text: problem });
  };
  const begin = () =>
    followJournal(folder, {
      begun(header) {
        framer = createFramer(header);
        info = toInfo(header);
        frames = [framer.first];
        problem = undefined;
        tell({ type: "run", info });
        tell({ type: "frames", frames });
      },
      lines(lines) {
        const added: Frame[] = [];
        try {
          for (const line of lines) if (framer) added.push(framer.next(line));
        } catch (error) {
          // What fits is shown; nothing is guessed of what comes after.
          framer = undefined;
          tellProblem(`The journal cannot be replayed further: ${reasonOf(error)}`);
        }
        for (const frame of added) frames.push(frame);
        if (added.length > 0) tell({ type: "frames", frames: added });
      },
      problem: tellProblem,
    });

  return {
    subscribe(reader) {
      if (info) reader({ type: "run", info });
      if (frames.length > 0) reader({ type: "frames", frames });
      if (problem !== undefined) reader({ type: "problem", text: problem });
      readers.add(reader);
      end ??= begin();
      return () => {
        readers.delete(reader);
        if (readers.size > 0) return;
        end?.();
        end = undefined;
        info = undefined;
        frames = [];
        framer = undefined;
      };
    },
  };
}

export function toInfo({ run, command, session, startedAt, model }: RunHeader): RunInfo {
  const name = model && [model.providerID, model.modelID].join("/");
  return { run, command, session, startedAt, ...(name ? { model: name } : {}) };
}

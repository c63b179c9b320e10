import type { ChecksView, Counters, ErrorView, Frame, QuestionView, TaskView, WorkView } from "./frame.js";

/** A run as it was after some frame. */
export interface Moment {
  seq: number;
  at: string;
  active: readonly string[];
  /** Ids of the transitions that the last event took. */
  taken: readonly string[];
  /** How often each transition was taken. */
  counts: ReadonlyMap<string, number>;
  counters: Counters | undefined;
  tasks: ReadonlyMap<string, TaskView>;
  /** The last results of each, the newest last. */
  checks: ReadonlyMap<string, ChecksView>;
  errors: readonly ErrorView[];
  question: QuestionView | null;
  works: readonly Work[];
  /** By task, the line of its last change. */
  changes: ReadonlyMap<string, number>;
  request: string;
  planSummary: string;
}

/** An invocation of the chart from its beginning to its end. */
export interface Work extends WorkView {
  start: string;
  end?: string;
  outcome?: "done" | "failed" | "left";
  told?: string;
  /** They were checks that did not pass. */
  isFailing?: boolean;
  model?: string;
  session?: string;
  tokens?: number;
  cost?: number;
}

interface Draft extends Moment {
  counts: Map<string, number>;
  tasks: Map<string, TaskView>;
  checks: Map<string, ChecksView>;
  works: Work[];
  changes: Map<string, number>;
}

/** Goes to any frame of a list that may grow. Going forwards costs only what lies between. */
export function createFold(): (frames: readonly Frame[], index: number) => Moment {
  let draft = emptyDraft();
  let done = 0;
  let last: Frame | undefined;
  return (frames, index) => {
    const isOther = done > 0 && frames[done - 1] !== last;
    if (isOther || index + 1 < done) {
      draft = emptyDraft();
      done = 0;
    }
    for (; done <= index && done < frames.length; done++) {
      last = frames[done];
      if (last) apply(draft, last);
    }
    return {
      ...draft,
      counts: new Map(draft.counts),
      tasks: new Map(draft.tasks),
      checks: new Map(draft.checks),
      works: draft.works.map((work) => ({ ...work })),
      changes: new Map(draft.changes),
    };
  };
}

function isFailing({ outcome }: ChecksView["results"][number]): boolean {
  return outcome === "failed" || outcome === "timedOut";
}

function emptyDraft(): Draft {
  return {
    seq: 0,
    at: "",
    active: [],
    taken: [],
    counts: new Map(),
    counters: undefined,
    tasks: new Map(),
    checks: new Map(),
    errors: [],
    question: null,
    works: [],
    changes: new Map(),
    request: "",
    planSummary: "",
  };
}

function apply(draft: Draft, frame: Frame): void {
  draft.seq = frame.seq;
  draft.at = frame.at;
  if (!frame.isNote) draft.taken = frame.edges ?? [];
  for (const edge of frame.edges ?? []) draft.counts.set(edge, (draft.counts.get(edge) ?? 0) + 1);
  draft.active = frame.active ?? draft.active;
  draft.counters = frame.counters ?? draft.counters;
  draft.errors = frame.errors ?? draft.errors;
  if (frame.question !== undefined) draft.question = frame.question;
  if (frame.planSummary !== undefined) draft.tasks.clear();
  for (const task of frame.tasks ?? []) draft.tasks.set(task.id, task);
  if (frame.checks) {
    draft.checks.delete(frame.checks.of);
    draft.checks.set(frame.checks.of, frame.checks);
  }
  for (const { id, outcome, ...end } of frame.ended ?? []) {
    const work = draft.works.findLast((each) => each.id === id && !each.end);
    if (!work) continue;
    Object.assign(work, end, { outcome, end: frame.at });
    if (work.lane === "checks" && frame.checks) work.isFailing = frame.checks.results.some(isFailing);
  }
  for (const work of frame.begun ?? []) draft.works.push({ ...work, start: frame.at });
  if (frame.opened) {
    const { role, model, session } = frame.opened;
    const work = draft.works.findLast(({ lane }) => lane === role);
    if (work) Object.assign(work, { model, session });
  }
  if (frame.paid) {
    const { session, role, tokens, cost } = frame.paid;
    const work = draft.works.findLast((each) =>
      session ? each.session === session : each.lane === role && each.outcome === "left",
    );
    if (work) Object.assign(work, { tokens, cost });
  }
  if (frame.changed) draft.changes.set(frame.changed.task, frame.seq);
  draft.request = frame.request ?? draft.request;
  draft.planSummary = frame.planSummary ?? draft.planSummary;
}

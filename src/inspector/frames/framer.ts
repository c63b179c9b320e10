import { totalTokens, type Usage } from "../../contracts/agent.js";
import type { CheckResult } from "../../contracts/check.js";
import type { Context, Limits } from "../../machine/context.js";
import type { RunEvent } from "../../machine/events.js";
import { currentQuestion, type RunSnapshot } from "../../machine/status.js";
import type { EventLine, NoteLine, RunHeader } from "../../runs/journal-line.js";
import { initialState, revived } from "../../runs/replay.js";
import { actorOf, resultKey } from "../../runs/result-key.js";
import { createChartSteps } from "./chart-steps.js";
import { describeLine } from "./describe-line.js";
import type { Counters, Frame, WorkEnd, WorkView } from "./frame.js";
import { changedTasks, previewOf, shown, toChecksView, toCounters, toErrorViews } from "./views.js";

export interface Framer {
  /** The chart before its first event. */
  first: Frame;
  /**
   * The next line of the journal as a frame.
   * @throws when its event does not fit the state before it
   */
  next(line: EventLine | NoteLine): Frame;
  /** The state after the last line. */
  state(): RunSnapshot;
}

/** Replays a run line by line. What a model wrote stays text, without what looks like a secret. */
export function createFramer(header: RunHeader): Framer {
  let state = initialState(header.limits as Partial<Limits>);
  let counters = toCounters(state);
  let asked = JSON.stringify(currentQuestion(state) ?? null);
  const step = createChartSteps();

  const framed = (line: EventLine | NoteLine): Frame => ({
    seq: line.seq,
    at: line.at,
    type: "note" in line ? line.note.type : line.event.type,
    title: shown(describeLine(line), 400),
    text: previewOf("note" in line ? line.note : line.event),
  });

  const nextEvent = (line: EventLine): Frame => {
    const { event } = line;
    // What ended after the run did changes nothing in it.
    const isOver = state.status !== "active";
    const before = state;
    const taken = isOver ? { state, edges: [] } : step(state, revived(event));
    if (taken.state.status === "error") throw taken.state.error;
    state = taken.state;
    const now = toCounters(state);
    const isCounted = !isEqual(now, counters);
    counters = now;
    const question = currentQuestion(state) ?? null;
    const questionText = JSON.stringify(question);
    const isAsked = questionText !== asked;
    asked = questionText;
    const work = worksChanged(before, state, event);
    const tasks = changedTasks(before.context.queue, state.context.queue);
    const task = line.key?.task ?? taskOf(event);
    return {
      ...framed(line),
      ...(task ? { task: shown(task, 200) } : {}),
      ...(state === before ? {} : { active: leavesOf(state) }),
      ...(taken.edges.length > 0 ? { edges: taken.edges } : {}),
      ...(isCounted ? { counters } : {}),
      ...(tasks.length > 0 ? { tasks } : {}),
      ...checksIn(event, line),
      ...(state.context.work?.errors === before.context.work?.errors
        ? {}
        : { errors: toErrorViews(state.context.work) }),
      ...(isAsked ? { question: question && shownQuestion(question) } : {}),
      ...(work.begun.length > 0 ? { begun: work.begun } : {}),
      ...(work.ended.length > 0 ? { ended: work.ended } : {}),
      ...paidIn(event),
      ...(changeActors.test(event.type) && line.key?.task ? { changed: { task: line.key.task } } : {}),
      ...(state.context.request === before.context.request ? {} : { request: shown(state.context.request) }),
      ...(event.type === "xstate.done.actor.planner"
        ? { planSummary: shown(state.context.planSummary) }
        : {}),
    };
  };

  const nextNote = (line: NoteLine): Frame => {
    const { note } = line;
    const task = note.type === "call.opened" ? note.task : undefined;
    return {
      ...framed(line),
      isNote: true,
      ...(task ? { task: shown(task, 200) } : {}),
      ...(note.type === "call.opened"
        ? { opened: { role: note.role, model: shown(note.model, 200), session: note.session } }
        : {}),
    };
  };

  return {
    first: {
      seq: 0,
      at: header.startedAt,
      type: "run",
      title: `/${header.command}`,
      text: "",
      active: leavesOf(state),
      counters,
      tasks: changedTasks({ pages: [], places: {}, firstPending: 0 }, state.context.queue),
    },
    next: (line) => ("note" in line ? nextNote(line) : nextEvent(line)),
    state: () => state,
  };
}

const changeActors = /^xstate\.done\.actor\.(?:coder|fixer)$/;

function leavesOf(state: RunSnapshot): string[] {
  return state._nodes.filter(({ states }) => Object.keys(states).length === 0).map(({ id }) => id);
}

function isEqual(a: Counters, b: Counters): boolean {
  return (Object.keys(a) as (keyof Counters)[]).every((key) => a[key] === b[key]);
}

interface Output {
  usage?: Usage;
  session?: string;
  results?: CheckResult[];
}

/** Which invocations a step ended and began, told by the states that invoke them. */
function worksChanged(before: RunSnapshot, after: RunSnapshot, event: EventLine["event"]) {
  const [, outcome, id] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? [];
  const [were, are] = [invokedIn(before), invokedIn(after)];
  const ended = were
    .filter((each) => each === id || !are.includes(each))
    .map((each): WorkEnd => (each === id ? endOf(each, outcome, event) : { id: each, outcome: "left" }));
  const begun = are
    .filter((each) => each === id || !were.includes(each))
    .map((each): WorkView => workOf(each, after.context));
  return { ended, begun };
}

function invokedIn(state: RunSnapshot): string[] {
  if (state.status !== "active") return [];
  return state._nodes.flatMap(({ invoke }) => invoke.map(({ id }) => id));
}

function workOf(id: string, context: Context): WorkView {
  const { task, attempt } = resultKey(id, context);
  const lane = id === "rollback" ? "checkpoint" : actorOf(id);
  return {
    id,
    lane,
    ...(task ? { task: shown(task, 200) } : {}),
    ...(attempt !== undefined ? { attempt } : {}),
  };
}

function endOf(id: string, outcome: string | undefined, event: EventLine["event"]): WorkEnd {
  if (outcome === "error") {
    const failure = event.error as { message?: string } | undefined;
    return { id, outcome: "failed", told: shown(failure?.message ?? "", 400) };
  }
  const { usage, session } = (event.output ?? {}) as Output;
  return {
    id,
    outcome: "done",
    ...(session ? { session } : {}),
    ...(usage ? { tokens: totalTokens(usage), cost: usage.cost } : {}),
  };
}

function checksIn(event: EventLine["event"], { key }: EventLine): Pick<Frame, "checks"> {
  const { results } = (event.output ?? {}) as Output;
  if (!Array.isArray(results) || !key) return {};
  const moment = key.actor === "aheadChecks" ? "baseline" : key.actor.replace(/Checks$/, "");
  const of = key.actor === "taskChecks" ? (key.task ?? "") : moment;
  return { checks: toChecksView(of, results) };
}

function paidIn(event: EventLine["event"]): Pick<Frame, "paid"> {
  if (event.type !== "call.abandoned") return {};
  const { role, usage, session } = event as unknown as Extract<RunEvent, { type: "call.abandoned" }>;
  return { paid: { role, session: session ?? "", tokens: totalTokens(usage), cost: usage.cost } };
}

function taskOf(event: EventLine["event"]): string | undefined {
  return typeof event.task === "string" ? event.task : undefined;
}

function shownQuestion({ header, text, replies }: NonNullable<ReturnType<typeof currentQuestion>>) {
  return { header: shown(header, 100), text: shown(text, 4_000), replies };
}

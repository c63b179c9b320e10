import { findTask, type Task } from "../../../src/machine/index.js";
import { becoming, isDone, tasksAfter } from "./observations.js";
import type { Theme } from "./theme.js";

const ended = ["verified", "unverified", "skipped", "blocked"];

/** Tasks in their order. */
export const queue: Theme = {
  "only the one open task is worked on, never a skipped or a blocked one": (step) => {
    if (tasksAfter(step).filter(({ status }) => status === "active").length > 1) return "two tasks are open";
    const worked = step.starts.flatMap(({ id, input }) =>
      id === "looker" || id === "aheadSearcher" ? [] : (input.task?.id ?? input.taskId ?? []),
    );
    const wrong = worked
      .map((id) => findTask(step.after.context.queue, id))
      .find((task) => task?.status !== "active");
    return wrong && `${wrong.id} is ${wrong.status}`;
  },

  "a search ahead is for the task that is opened next": (step) => {
    const ahead = step.knownAfter.ahead?.task;
    const [opened] = becoming(step, "active");
    const tasks = tasksAfter(step);
    if (opened && step.known.found && step.known.found.task !== opened.id) {
      const found = tasks.find(({ id }) => id === step.known.found?.task);
      if (found?.status !== "blocked") return `${opened.id} is opened before ${found?.id}`;
    }
    if (!step.starts.some(({ id }) => id === "aheadSearcher")) return undefined;
    const open = tasks.find(({ status }) => status === "active");
    // It is made again, and the open task ended before the interruption.
    if (!open && step.known.ahead?.task === ahead) return undefined;
    if (!open) return "no task is open";
    const next = tasks.find(
      (task) =>
        task.status === "pending" &&
        task.dependsOn.every((id) => id === open.id || isDone(findTask(step.after.context.queue, id))),
    );
    return ahead === next?.id ? undefined : `${ahead} is searched, ${next?.id} is next`;
  },

  "nothing is searched ahead before the open task has its own findings": ({ starts, after }) =>
    starts.some(({ id }) => id === "aheadSearcher") && Object.keys(after.children).includes("searcher")
      ? "both are searched"
      : undefined,

  "where nothing is to be done ahead, nothing is": ({ starts, after }) =>
    after.context.limits.searchAhead === 0 && starts.some(({ id }) => id.startsWith("ahead"))
      ? "something is done ahead"
      : undefined,

  "what was searched ahead is searched again only where the findings are outdated": (step) => {
    const [opened] = becoming(step, "active");
    const { wasFound } = step.knownAfter;
    if (!opened || !wasFound || step.after.context.question) return undefined;
    const isSearched = step.starts.some(({ id }) => id === "searcher");
    return isSearched === (wasFound === "outdated")
      ? undefined
      : `${opened.id} is ${isSearched ? "searched again" : "not searched"}`;
  },

  "a task gets its own findings, and no task's agent those of another": ({ starts }) =>
    starts
      .filter(({ id, input }) => (id === "coder" || id === "tester") && input.findings?.summary)
      .map(({ input }) => `${input.task?.id.replace(/^R\d+$/, "R")} gets what is ${input.findings?.summary}`)
      .find((text) => !/^(\S+) gets what is of \1$/.test(text)),

  "a task starts only when all that it depends on is verified or unverified": (step) => {
    const of = (id: string) =>
      findTask(step.before.context.queue, id) ?? findTask(step.after.context.queue, id);
    return becoming(step, "active")
      .flatMap(({ dependsOn }) => dependsOn)
      .find((id) => !isDone(findTask(step.after.context.queue, id) ?? of(id)));
  },

  "tasks start in the order of the plan": (step) => {
    const [opened] = becoming(step, "active");
    const tasks = tasksAfter(step);
    const earlier = opened && tasks.slice(0, tasks.indexOf(opened)).find((task) => isReady(task, tasks));
    return earlier && `${opened?.id} starts before ${earlier.id}`;
  },

  "a task that has ended stays as it ended": (step) =>
    tasksAfter(step)
      .filter(({ id, status }) => {
        const before = findTask(step.before.context.queue, id)?.status ?? "pending";
        return ended.includes(before) && status !== before;
      })
      .map(({ id, status }) => `${id} becomes ${status}`)
      .at(0),

  "skipping a task blocks all that depends on it, and nothing else": (step) => {
    const tasks = tasksAfter(step);
    const isCut = (task: Task): boolean =>
      task.dependsOn.some((id) => {
        const other = tasks.find((each) => each.id === id);
        return other !== undefined && (other.status === "skipped" || isCut(other));
      });
    return tasks
      .filter((task) => isCut(task) !== (task.status === "blocked"))
      .map(({ id, status }) => `${id} is ${status}`)
      .at(0);
  },

  "only the user skips a task": (step) =>
    becoming(step, "skipped").length > 0 && !step.event.type.endsWith("done.actor.rollback")
      ? `by ${step.event.type}`
      : undefined,

  "a fresh task starts with clean counters": (step) => {
    const [opened] = becoming(step, "active");
    const { work, callFailures, failure, finalChecks } = step.after.context;
    if (!opened || !work) return undefined;
    // What `/fix` was given counts as seen, and its first fix may have begun.
    const isFix = opened.id === "F1";
    const counters = { ...work, seen: isFix ? {} : work.seen, retries: isFix ? 0 : work.retries };
    const { taskId, retries, seen, taskCheckpoint, checks, review, changedFiles } = counters;
    const isClean =
      taskId === opened.id &&
      retries === 0 &&
      Object.keys(seen).length === 0 &&
      [taskCheckpoint, review, changedFiles, failure].every((value) => value === null) &&
      checks.length + finalChecks.length + callFailures === 0;
    return isClean ? undefined : JSON.stringify(counters);
  },

  "a run that ends by itself leaves no task that could be done": (step) => {
    if (step.after.status !== "done" || /\.stopped$/.test(step.event.type)) return undefined;
    return tasksAfter(step).find(({ status }) => status === "pending" || status === "active")?.id;
  },
};

function isReady(task: Task, tasks: readonly Task[]): boolean {
  return (
    task.status === "pending" && task.dependsOn.every((id) => isDone(tasks.find((other) => other.id === id)))
  );
}

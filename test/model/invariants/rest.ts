import { currentQuestion, restStatus } from "../../../src/machine/index.js";
import type { Step } from "../witness.js";
import type { Theme } from "./theme.js";

const running = ({ children }: Step["after"]) => Object.keys(children);

/** It cannot deadlock, and it stops when it is told to. */

const judging = { working: { executing: { task: { doing: { verifying: "judging" } } } } } as const;
const lookingAhead = { working: { executing: { task: { ahead: "searching" } } } } as const;
const checkingAhead = { working: { planning: { ahead: "running" } } } as const;

export const rest: Theme = {
  "the chart itself never fails": ({ after }) => (after.status === "error" ? String(after.error) : undefined),

  "nothing waits but for an actor with a deadline, a timer, or the user": ({ after, starts }) => {
    const endless = starts.find(
      ({ input }) => !(Number.isFinite(input.deadlineSeconds) && Number(input.deadlineSeconds) > 0),
    );
    if (endless) return `${endless.id} has no deadline`;
    const isTimed = after._nodes.some((node) => node.after.length > 0);
    const isUsers = restStatus(after) !== undefined || after.matches("idle");
    return running(after).length > 0 || isTimed || isUsers ? undefined : JSON.stringify(after.value);
  },

  "one actor works at a time, but for probes beside the reviewer and what is done ahead, and each is one that the state names":
    ({ after }) => {
      const named = after._nodes.flatMap((node) => node.invoke.map(({ id }) => id));
      const others = named.filter(
        (id) =>
          !(id === "probe" && after.matches(judging)) &&
          !(id === "aheadSearcher" && after.matches(lookingAhead)) &&
          !(id === "aheadChecks" && after.matches(checkingAhead)),
      );
      return others.length > 1 || running(after).sort().join() !== named.sort().join()
        ? running(after).join()
        : undefined;
    },

  "nothing runs while the user is asked, has paused, or after the end": ({ after, before, stops }) => {
    if (!restStatus(after)) return undefined;
    if (running(after).length > 0) return running(after).join();
    return running(before).find((id) => !stops.includes(id) && !isEnded(before, after));
  },

  "a stop ends the run": ({ before, event, after }) => {
    const isStop =
      event.type === "run.stopped" || (event.type === "user.stopped" && before.hasTag("needsUser"));
    const isOpen = before.status === "active" && !before.matches("idle");
    return isStop && isOpen && restStatus(after) !== "stopped" ? JSON.stringify(after.value) : undefined;
  },

  "Esc pauses": ({ before, event, after }) =>
    event.type === "run.paused" && before.hasTag("working") && restStatus(after) !== "paused"
      ? JSON.stringify(after.value)
      : undefined,

  "a question has words, a way to end the run and a way to go on": ({ after }) => {
    if (!after.hasTag("needsUser")) return undefined;
    const replies = currentQuestion(after)?.replies.map(({ reply }) => reply) ?? [];
    return currentQuestion(after)?.text && replies.includes("stop") && replies.length > 1
      ? undefined
      : `${after.context.question}: ${replies.join()}`;
  },

  "there is a question only while the user is asked": ({ after }) =>
    (after.context.question !== null) !== after.hasTag("needsUser")
      ? String(after.context.question)
      : undefined,
};

/** The actor that has just ended need not be stopped. */
function isEnded(before: Step["before"], after: Step["after"]): boolean {
  return before.hasTag("working") && !after.hasTag("working") && running(after).length === 0;
}

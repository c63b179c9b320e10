// What each moment of a mission was spent on, by its journal, the model's exchanges and the checks' processes.

/** Invocations of the chart that work beside a task, and not on it. */
const beside = {
  probe: "probes after the review",
  aheadSearcher: "only the search ahead",
  aheadChecks: "only the baseline",
};
const scopes = { finalChecks: "final checks" };

/**
 * Cuts a mission at every moment at which something began or ended, and says of each piece what the run waited for.
 *
 * @param mission `from` and `to`; the chart's `works`; `notes`, the `exchanges` with the model and the `processes`. All
 * times in milliseconds since the epoch
 * @returns pieces without gaps from `from` to `to`: `name`, `milliseconds`, and what went on meanwhile in `along`
 */
export function piecesOf(mission) {
  const { from, to, works, notes, exchanges, processes } = mission;
  const ends = [...works, ...exchanges, ...processes].flatMap((span) => [span.from, span.to]);
  const times = [from, ...ends, ...notes.map(({ at }) => at), to].filter((at) => at >= from && at <= to);
  const cuts = [...new Set(times)].sort((one, other) => one - other);
  return cuts.slice(1).map((end, index) => {
    const at = (cuts[index] + end) / 2;
    return { name: nameAt(at, mission), milliseconds: end - cuts[index], along: alongAt(at, mission) };
  });
}

const isAt = (at) => (span) => span.from <= at && at < span.to;

function nameAt(at, { works, notes, exchanges, processes }) {
  if (at < works[0].from) return "before the run";
  const open = works.filter(isAt(at));
  const main = open.find(({ id }) => !(id in beside));
  if (!main) {
    if (at >= Math.max(...works.map(({ to }) => to))) return "after the run";
    return (
      open
        .map(({ id }) => beside[id])
        .sort()
        .at(-1) ?? "between two steps of the chart"
    );
  }
  if (main.lane === "checkpoint") return "checkpoint";
  if (main.lane === "checks") {
    const isRunning = processes.some((process) => !process.isInCopy && isAt(at)(process));
    return `${scopes[main.id] ?? "checks"}: ${isRunning ? "commands" : "around the commands"}`;
  }
  return `agents: ${phaseOf(at, main, notes, exchanges)}`;
}

function phaseOf(at, { session, from }, notes, exchanges) {
  const noted = (type) =>
    notes.find((note) => note.type === type && note.session === session && note.at >= from);
  const own = exchanges.filter((exchange) => exchange.session === session);
  if (at < noted("call.opened").at) return "before the session";
  if (at < own[0].from) return "session to first request";
  if (own.some(isAt(at))) return "the model answers";
  if (own.some((exchange) => exchange.from > at)) return "tools, and OpenCode between answers";
  const submitted = noted("change.submitted");
  return submitted && at >= submitted.at ? "what was changed" : "end of the session";
}

/** What goes on beside what the run waits for. */
function alongAt(at, { works, processes }) {
  const open = works.filter(isAt(at));
  const inTree = processes.filter((process) => !process.isInCopy && isAt(at)(process));
  const hasMain = open.some(({ id }) => !(id in beside));
  const along = open.filter(({ id }) => hasMain && id in beside).map(({ id }) => id);
  return inTree.length > 1 ? [...along, "another check"] : along;
}

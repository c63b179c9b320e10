// The simulated agents, checks and probes of a mission: what each of them does when the workflow calls it.
import { requests } from "./costs.js";
import { openSession, sum } from "./session.js";
import { createWorld } from "./world.js";

/** Turns after which an agent that hands in nothing valid has failed: its own and two reminders. */
const turns = 3;

/**
 * @param parts which parts are on: `checks`, `reviewer`, `fresh` (sessions), `tests` ("first" or "coder"),
 * `restarts` (attempts that start afresh), `strongFrom` (the first attempt of the stronger model), `reviewLadder`
 */
export function createTeam(rates, seed, parts) {
  const { reviewer = true, fresh = true, tests = "coder", restarts = [], strongFrom } = parts;
  const world = createWorld(rates, seed);
  const used = [];
  const failedFixes = new Map();
  const rejected = new Set();
  const objected = new Set();
  const noticing = new Map();
  let shared;
  let changed = 0;
  let calls = 0;
  let isPlanRight = true;

  /** One call in a session of its own. @returns what it used, or nothing where nothing valid was handed in */
  function call(role, count = requests[role], isStrong = false) {
    calls++;
    const session = sessionOf(role);
    const own = [session.ask(count)];
    let turn = 1;
    for (; turn < turns && world.happens(rates.misuse); turn++) own.push(session.ask(1));
    used.push(...own.map((one) => ({ ...one, isStrong })));
    return !(turn === turns && world.happens(rates.misuse));
  }

  function sessionOf(role) {
    if (fresh || (role !== "coder" && role !== "fixer")) return openSession(role);
    shared ??= openSession("coder");
    return shared;
  }

  function object(task) {
    if (tests !== "first" || objected.has(task)) return;
    const { objects, objectsFalsely, amends, amendsFalsely } = rates.tests;
    const isWrong = world.alarmOf(task) === "test";
    if (!isWrong && !world.errorOf(task)?.isFound) return;
    if (!world.happens(isWrong ? objects : objectsFalsely)) return;
    objected.add(task);
    calls++;
    used.push(openSession("reviewer").ask(requests.objection));
    if (isWrong && world.happens(amends)) world.amend(task);
    if (!isWrong && world.happens(amendsFalsely)) world.blunt(task);
  }

  /** Tests that were seen to fail before the code notice it. */
  function notices(task) {
    const { written, existing } = rates.evidence;
    const chance = { first: 1, coder: Math.max(written, existing) }[world.writerOf(task)] ?? existing;
    if (!noticing.has(task)) noticing.set(task, world.happens(chance));
    return noticing.get(task);
  }

  function addTest(task) {
    if (!world.happens(rates.evidence.addsTest)) return;
    world.write(task, "coder");
    noticing.set(task, world.happens(rates.evidence.written));
  }

  const reviewerAt = (attempt) => (parts.reviewLadder && attempt > 0 ? parts.reviewLadder : rates.reviewer);

  return {
    plan() {
      if (!call("planner")) return false;
      isPlanRight = !world.happens(rates.planLoses);
      return true;
    },
    search: () => call("searcher"),
    code(task) {
      if (tests === "first" && !world.writerOf(task)) {
        if (!call("reviewer", requests.tests)) return false;
        world.write(task, "first");
      }
      if (!call("coder")) return false;
      world.change(task, rates.right * (fresh ? 1 : (1 - rates.distraction) ** changed++));
      if (tests === "coder" && rates.tests && world.happens(rates.tests.coder.writes))
        world.write(task, "coder");
      if (rates.tests) object(task);
      return true;
    },
    check: () => (parts.checks === false ? [] : world.reported()),
    /** @returns what the review says against the change; nothing where the call failed */
    review(task, attempt) {
      if (!reviewer) return [];
      const by = reviewerAt(attempt);
      if (!call("reviewer", requests.reviewer, by !== rates.reviewer)) return undefined;
      const error = world.errorOf(task);
      if (error) return world.isSeen(error, by) ? [`review: ${error.id}`] : [];
      const isRejected = world.happens(rejected.has(task) ? rates.rejectsAgain : by.rejects);
      if (isRejected) rejected.add(task);
      return isRejected ? [`review: objection to ${task}`] : [];
    },
    /** Whether a test fails without the change of the task. */
    isNoticed: (task) => notices(task),
    /** @param what `hasOutput`: of checks that failed; `isUnnoticed`: nothing tests it; `isRejected`: by the reviewer */
    fix(task, attempt, { hasOutput, isUnnoticed, isRejected }) {
      const isStrong = attempt >= (strongFrom ?? Number.POSITIVE_INFINITY);
      if (!call("fixer", requests.fixer, isStrong)) return false;
      if (rates.tests && hasOutput) object(task);
      if (isUnnoticed) addTest(task);
      if (isUnnoticed && !isRejected) {
        if (!world.errorOf(task) && world.happens(rates.evidence.breaks)) world.spoil(task);
        return true;
      }
      const before = failedFixes.get(task) ?? 0;
      failedFixes.set(task, before + 1);
      const by = isStrong ? "stronger" : "own";
      const help = hasOutput ? 1 : reviewerAt(attempt - 1).wordsHelp;
      if (restarts.includes(attempt))
        world.restart(task, Math.max(rates.afresh.helps, hasOutput ? 0 : help), by);
      else if (hasOutput && !world.errorOf(task) && world.alarmOf(task)) {
        if (world.happens(rates.bends)) world.bend(task);
      } else world.fix(task, help * (fresh ? 1 : rates.pollution ** before), by);
      return true;
    },
    outcome: () => ({ isRight: isPlanRight && world.isRight(), calls, ...sum(used) }),
  };
}

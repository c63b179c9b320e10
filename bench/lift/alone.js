// The arms without a workflow: one agent does the whole request in one session, and says that it is done.
import { requests } from "./costs.js";
import { openSession, sum } from "./session.js";
import { createWorld } from "./world.js";

/** One mission. @returns whether it was claimed as done, whether it is right, and what it used */
export function playAlone(rates, seed, { selfReview = false } = {}) {
  const world = createWorld(rates, seed);
  const session = openSession("build");
  const used = [];
  const tasks = Array.from({ length: rates.tasks }, (_, index) => `T${index + 1}`);

  for (const [index, task] of tasks.entries()) {
    used.push(session.ask(requests.task));
    world.change(task, rates.right * (1 - rates.distraction) ** index);
  }
  const looks = world.happens(rates.runsChecks);
  if (looks) runChecks(rates.ownFixes);
  if (selfReview) {
    used.push(session.ask(requests.selfReview));
    for (const task of tasks) lookAgain(task);
    if (looks) runChecks(1);
  }
  const isFailing = looks && world.reported().length > 0;
  return {
    isClaimed: !(isFailing && world.happens(rates.admits)),
    isRight: world.isRight(),
    calls: 1,
    ...sum(used),
  };

  function runChecks(tries) {
    for (let failed = 0; failed < tries && world.caught().length > 0; failed++) {
      used.push(session.ask(requests.ownFix));
      for (const task of tasks) if (world.errorOf(task)?.isCaught) world.fix(task, rates.pollution ** failed);
    }
  }

  function lookAgain(task) {
    if (world.errorOf(task)) {
      if (world.happens(rates.selfSees) && world.happens(rates.selfFixes)) world.resolve(task);
    } else if (world.happens(rates.selfAlarm) && world.happens(rates.breaks)) world.spoil(task);
  }
}

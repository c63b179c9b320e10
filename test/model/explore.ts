import { getShortestPaths } from "xstate/graph";
import { orchestratorMachine, type RunSnapshot } from "../../src/machine/index.js";
import { tasksOf } from "../../src/machine/task-queue.js";
import { possibleEvents, type World } from "./outcomes.js";

/** Shortest paths to every state that the machine can reach in a world. */
export function explore(world: World) {
  return getShortestPaths(orchestratorMachine, {
    input: { limits: world.limits },
    limit: 100_000,
    events: (snapshot) => possibleEvents(snapshot as RunSnapshot, world) as never[],
    serializeState: (snapshot) => serialize(snapshot as RunSnapshot) as never,
    serializeEvent: (event) => JSON.stringify(event) as never,
    stopWhen: (snapshot) => snapshot.status !== "active" || isFarEnough(snapshot as RunSnapshot),
  });
}

/** Grants and repairs could go on for ever; the first of each shows all there is. */
function isFarEnough({ context: { limits, iterationLimit, budget, queue } }: RunSnapshot): boolean {
  return (
    iterationLimit > limits.maxIterations ||
    budget !== limits.budget ||
    tasksOf(queue).length > limits.maxTasks
  );
}

/** What guards read. Whatever is left out here must not be able to change what happens next. */
function serialize(snapshot: RunSnapshot): string {
  const { value, context, historyValue } = snapshot;
  const { work } = context;
  // The history is written whenever `working` is left: inside, the old one cannot matter.
  const isWorking = snapshot.matches("working");
  return JSON.stringify([
    value,
    isWorking ? null : Object.entries(historyValue).map(([id, nodes]) => [id, nodes.map((node) => node.id)]),
    tasksOf(context.queue).map((task) => task.status),
    work && [
      work.taskId,
      work.retries,
      work.seen,
      work.changeCheckpoint !== null,
      work.checks.map((check) => [check.outcome, check.errors.map((error) => error.fingerprint)]),
      work.review?.verdict,
      work.errors.map((error) => [error.fingerprint, error.seen]),
    ],
    Object.values(context.baseline).map((check) => [check.outcome, check.errors]),
    context.finalChecks.map((check) => [check.outcome, check.errors.map((error) => error.fingerprint)]),
    context.finalSeen,
    context.iterations,
    context.iterationLimit,
    context.budget,
    Object.values(context.spent).reduce((sum, usage) => sum + usage.input, 0),
    context.callFailures,
    context.failure?.retryable,
    context.question,
    context.reported.map((error) => error.fingerprint),
  ]);
}

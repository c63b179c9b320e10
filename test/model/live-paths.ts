import { createActor, fromPromise, type SimulatedClock } from "xstate";
import { orchestratorMachine, type RunEvent, type RunSnapshot } from "../../src/machine/index.js";
import { persisted, restored } from "../../src/runs/replay.js";
import type { Node } from "./explore.js";
import { actorNames, sourceOf } from "./transitions.js";

/** A call that waits for its end, as an actor of the live machine has it. */
interface Waiting {
  /** The name of its actor. */
  name: string;
  resolve(output: unknown): void;
  reject(error: unknown): void;
  signal: AbortSignal;
}

/** The real machine on real actors that end when they are told to. */
export function liveMachine() {
  const calls: Waiting[] = [];
  const logicOf = (name: string) =>
    fromPromise(
      ({ signal }) =>
        new Promise((resolve, reject) => {
          calls.push({ name, resolve, reject, signal });
        }),
    );
  const actors = Object.fromEntries(actorNames.map((name) => [name, logicOf(name)]));
  return { calls, machine: orchestratorMachine.provide({ actors: actors as never }) };
}

type LiveActor = ReturnType<typeof createActor<typeof orchestratorMachine>>;

/** Makes an event of a path happen the way it does in life: by an actor's end, a clock, or from outside. */
export async function perform(
  event: RunEvent,
  { actor, calls, clock }: { actor: LiveActor; calls: Waiting[]; clock: SimulatedClock },
): Promise<void> {
  const { type, output, error } = event as { type: string; output?: unknown; error?: unknown };
  const [, , , invocation = ""] = type.split(".");
  // Two of one name never work at the same time.
  const call = calls.findLast(({ name }) => name === sourceOf(invocation));
  if (type.startsWith("xstate.done.actor.")) call?.resolve(output);
  else if (type.startsWith("xstate.error.actor.")) call?.reject(error);
  else if (type.startsWith("xstate.after.")) clock.increment(10_000_000);
  else actor.send(event);
  for (let turn = 0; turn < 6; turn++) await Promise.resolve();
}

/** What of a state a person could tell apart, and whoever goes on with it. */
export function dataOf({ value, context, status }: RunSnapshot): string {
  return JSON.stringify({ value, context, status });
}

/**
 * Saves and loads a run after an event the way the product does: what works is paused, written as JSON, read by
 * another actor and resumed.
 */
export function interrupted(actor: LiveActor, calls: Waiting[], clock: SimulatedClock): LiveActor {
  const isWorking = actor.getSnapshot().hasTag("working");
  if (isWorking) actor.send({ type: "run.paused" });
  if (calls.some(({ signal }) => !signal.aborted) && isWorking) calls.length = 0;
  const text = JSON.stringify(persisted(actor.getSnapshot()));
  actor.stop();
  const snapshot = persisted(restored(JSON.parse(text)));
  const next = createActor(actor.logic as typeof orchestratorMachine, {
    snapshot: JSON.parse(JSON.stringify(snapshot)),
    clock,
  });
  next.start();
  if (isWorking) next.send({ type: "run.resumed" });
  return next;
}

/** Every state at the end of a shortest way that goes no further: together they pass every state. */
export function leavesOf(nodes: readonly Node[]): Node[] {
  const passed = new Set(nodes.map(({ from }) => from?.node));
  return nodes.filter((node) => !passed.has(node));
}

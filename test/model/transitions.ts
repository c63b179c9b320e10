import type { AnyTransitionDefinition } from "xstate";
import { orchestratorMachine } from "../../src/machine/index.js";

/** The actors that the chart names. */
export const actorNames = Object.keys(orchestratorMachine.implementations.actors);

type Named = Pick<AnyTransitionDefinition, "source" | "eventType" | "target" | "guard">;

export function transitionName({ source, eventType, target, guard }: Named): string {
  return `${source.id} --${eventType}[${String(guard ?? "")}]→ ${target?.map(({ id }) => id).join() ?? "itself"}`;
}

/** Every transition of the chart. */
export function allTransitions(): string[] {
  return allNodes().flatMap((node) =>
    [...[...node.transitions.values()].flat(), ...(node.always ?? [])].map((edge) =>
      transitionName(edge as never),
    ),
  );
}

/** The ids of all that the chart invokes. */
export function invocations(): string[] {
  return [...new Set(allNodes().flatMap((node) => node.invoke.map(({ id }) => id)))];
}

/** The actor that is invoked under an id. */
export function sourceOf(invocation: string): string {
  const { src } =
    allNodes()
      .flatMap((node) => node.invoke)
      .find(({ id }) => id === invocation) ?? {};
  return String(src);
}

/** States in which the machine can be found: decision states and ends of regions are passed in one go. */
export function restingStates(): string[] {
  return allNodes()
    .filter((node) => node.type === "atomic" && !node.always?.some(({ guard }) => !guard))
    .map((node) => node.id);
}

function allNodes() {
  const nodes = [orchestratorMachine.root];
  for (const node of nodes) nodes.push(...Object.values(node.states));
  return nodes;
}

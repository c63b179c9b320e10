import { isDeepStrictEqual } from "node:util";
import type { AnyStateMachine, AnyStateNode } from "xstate";
import { nameOf, nodesOf, transitionsOf } from "../../visualizations/chart-model.js";

/** The violations of one rule, each a line that says where. */
export type Rule = (machine: AnyStateMachine, contexts: readonly unknown[]) => string[];

export const describesEveryState: Rule = (machine) =>
  nodes(machine)
    .filter((node) => node.type !== "history" && !node.description?.trim())
    .map((node) => `${node.id} has no description`);

export const describesInOneSentence: Rule = (machine) =>
  nodes(machine)
    .filter((node) => node.type === "compound" || node.type === "parallel" || isDecision(node))
    .filter((node) => !/^[A-Z][^.?!]*[.?]$/.test(node.description ?? ""))
    .map((node) => `${node.id} is not described in one sentence: ${node.description}`);

export const namesItsImplementations: Rule = ({ config }) => inlineIn(config, "config");

const computed = ["context", "input", "output", "params"];

function inlineIn(value: unknown, path: string): string[] {
  if (typeof value === "function") return [`${path} is inline`];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (computed.includes(key)) return [];
    const isActor = path.endsWith(".invoke") || /\.invoke\.\d+$/.test(path);
    if (key === "src" && isActor && typeof inner !== "string") return [`${path}.src is inline`];
    return inlineIn(inner, `${path}.${key}`);
  });
}

export const declaresEveryName: Rule = (machine) =>
  nodes(machine).flatMap((node) => {
    const own = transitionsOf(node);
    const actions = [...node.entry, ...node.exit, ...own.flatMap((transition) => transition.actions)];
    const used = {
      guards: own.flatMap((transition) => (transition.guard ? [nameOf(transition.guard)] : [])),
      actions: actions.map(nameOf).filter((name) => name !== "xstate.raise" && name !== "xstate.cancel"),
      actors: node.invoke.map((invoke) => nameOf(invoke.src)),
      delays: delaysOf(node).filter((delay) => typeof delay === "string"),
    };
    return (["guards", "actions", "actors", "delays"] as const).flatMap((kind) =>
      used[kind]
        .filter((name) => !Object.hasOwn(machine.implementations[kind], name))
        .map((name) => `${node.id} uses "${name}", which is not among the ${kind}`),
    );
  });

export const handlesBothEndsOfEveryInvoke: Rule = (machine) =>
  nodes(machine).flatMap((node) =>
    node.invoke.flatMap(({ id }) =>
      (["done", "error"] as const)
        .filter((end) => {
          const handlers = node.transitions.get(`xstate.${end}.actor.${id}`) ?? [];
          return (
            handlers.at(-1)?.guard || !handlers.every(({ target }) => target?.length) || !handlers.length
          );
        })
        .map((end) => `${node.id} goes nowhere when ${id} ends with ${end}`),
    ),
  );

export const givesEveryInvokeADeadline: Rule = (machine, contexts) =>
  nodes(machine).flatMap((node) =>
    node.invoke
      .filter(({ input }) =>
        contexts.some((context) => {
          const given = typeof input === "function" ? input({ context } as never) : input;
          const seconds: unknown = given?.deadlineSeconds;
          return !(typeof seconds === "number" && Number.isFinite(seconds) && seconds > 0);
        }),
      )
      .map(({ id }) => `${node.id} gives ${id} no deadline`),
  );

export const waitsForNamedDelays: Rule = (machine, contexts) =>
  nodes(machine).flatMap((node) =>
    delaysOf(node)
      .filter((delay) => {
        const implemented: unknown = machine.implementations.delays[delay];
        return contexts.some((context) => {
          const milliseconds = typeof implemented === "function" ? implemented({ context }) : implemented;
          return !(typeof milliseconds === "number" && Number.isFinite(milliseconds) && milliseconds >= 0);
        });
      })
      .map((delay) => `${node.id} waits for ${delay}, which is no named delay with a finite number`),
  );

export const decidesInEveryCase: Rule = (machine) =>
  nodes(machine)
    .filter(isDecision)
    .filter(({ always }) => always?.some(({ guard }, index) => index < always.length - 1 !== Boolean(guard)))
    .map((node) => `${node.id} must have its one unguarded transition last`);

export const tagsNoPassedState: Rule = (machine) =>
  nodes(machine)
    .filter((node) => node.always?.some(({ guard }) => !guard) && node.tags.length > 0)
    .map((node) => `${node.id} is only passed through, but carries the tags ${node.tags.join(", ")}`);

export const namesStatesAndEventsInStyle: Rule = (machine) =>
  nodes(machine).flatMap((node) => [
    ...(/^[a-z][A-Za-z0-9]*$/.test(node.key) ? [] : [`${node.id}: "${node.key}" is not camelCase`]),
    ...outsideEvents(node)
      .filter((type) => !/^[a-z]+(\.[a-z]+)+$/.test(type))
      .map((type) => `${node.id}: "${type}" is not dot.case`),
  ]);

export const leavesNoStateStuck: Rule = (machine) =>
  nodes(machine)
    .filter((node) => node.type === "atomic" && !isDecision(node) && !waitsForAnotherRegion(node))
    .filter((node) => node.invoke.length === 0 && node.after.length === 0)
    .filter((node) => !outsideEvents(node).some((type) => leaves(node, type)))
    .map((node) => `${node.id} runs nothing, decides nothing and takes no event`);

export const keepsItsContextInJson: Rule = (_, contexts) =>
  contexts
    .filter((context) => !isDeepStrictEqual(JSON.parse(JSON.stringify(context)), context))
    .map((context) => `The context does not survive JSON: ${JSON.stringify(context)}`);

function nodes({ root }: AnyStateMachine): AnyStateNode[] {
  return nodesOf(root);
}

function isDecision(node: AnyStateNode): boolean {
  const decides = node.type === "atomic" && node.invoke.length === 0 && (node.always?.length ?? 0) > 0;
  return decides && !waitsForAnotherRegion(node);
}

/** What happens in the region beside it is all that such a state waits for. */
function waitsForAnotherRegion({ key, parent, always }: AnyStateNode): boolean {
  const isBeside = parent?.parent?.type === "parallel";
  return key === "waiting" && isBeside && (always ?? []).every(({ guard }) => guard);
}

function delaysOf(node: AnyStateNode): (string | number)[] {
  const delays = node.after.map(({ delay }) => (typeof delay === "number" ? delay : nameOf(delay)));
  return [...new Set(delays)];
}

function outsideEvents(node: AnyStateNode): string[] {
  return [...node.transitions.keys()].filter((type) => !type.startsWith("xstate."));
}

function leaves(node: AnyStateNode, type: string): boolean {
  return (node.transitions.get(type) ?? []).some(({ target }) => target?.length);
}

import { describe, expect, test } from "vitest";
import { type AnyStateMachine, createMachine, fromPromise, setup } from "xstate";
import { noUsage } from "../../src/contracts/agent.js";
import { createContext } from "../../src/machine/context.js";
import { orchestratorMachine } from "../../src/machine/index.js";
import { beginSearchAhead } from "../../src/machine/updates/ahead-updates.js";
import { acceptPlan } from "../../src/machine/updates/run-updates.js";
import { openTask } from "../../src/machine/updates/task-updates.js";
import * as rules from "./chart-rules.js";

const fresh = createContext(undefined);
const planned = {
  ...fresh,
  ...acceptPlan({
    submission: {
      summary: "the plan",
      tasks: ["T1", "T2"].map((id) => ({
        id,
        title: id,
        description: "do it",
        files: ["a.js"],
        acceptance: ["works"],
      })),
    },
    usage: noUsage,
    seconds: 1,
  }),
};
const opened = { ...planned, ...openTask(planned), callFailures: 3 };
const inTask = { ...opened, ...beginSearchAhead(opened) };

const known = setup({
  actors: { work: fromPromise(async () => {}) },
  guards: { isReady: () => true },
  actions: { note: () => {} },
  delays: { pause: 10, endless: () => Number.POSITIVE_INFINITY },
});

interface Case {
  title: string;
  rule: rules.Rule;
  bad: AnyStateMachine;
  violations: string[];
}

const cases: Case[] = [
  {
    title: "every state says what it is",
    rule: rules.describesEveryState,
    bad: createMachine({
      id: "bad",
      description: "A chart.",
      initial: "silent",
      states: { silent: {}, blank: { description: " " }, before: { type: "history" } },
    }),
    violations: ["bad.silent has no description", "bad.blank has no description"],
  },
  {
    title: "every compound, parallel and decision state is described in one sentence",
    rule: rules.describesInOneSentence,
    bad: createMachine({
      id: "bad",
      type: "parallel",
      description: "no capital.",
      states: {
        two: { description: "It works. It rests.", initial: "leaf", states: { leaf: {} } },
        question: { description: "Which way", always: { target: "#bad.two" } },
        leaf: { description: "not looked at" },
      },
    }),
    violations: [
      "bad is not described in one sentence: no capital.",
      "bad.two is not described in one sentence: It works. It rests.",
      "bad.question is not described in one sentence: Which way",
    ],
  },
  {
    title: "the chart holds no function but input, params, context and output",
    rule: rules.namesItsImplementations,
    bad: createMachine({
      id: "bad",
      context: () => ({}),
      entry: () => {},
      on: { "it.came": { guard: () => true, actions: { type: "note", params: () => ({}) } } },
      after: { 10: { actions: [() => {}] } },
      initial: "working",
      states: { working: { invoke: { src: fromPromise(async () => {}), input: () => ({}) } } },
      output: () => ({}),
    }),
    violations: [
      "config.entry is inline",
      "config.on.it.came.guard is inline",
      "config.after.10.actions.0 is inline",
      "config.states.working.invoke.src is inline",
    ],
  },
  {
    title: "every guard, action, actor and delay that the chart names is declared",
    rule: rules.declaresEveryName,
    bad: createMachine({
      id: "bad",
      entry: "enter",
      exit: { type: "leave" },
      always: { guard: "isUnknown", actions: "act" },
      invoke: { src: "nobody" },
      after: { never: { actions: "act" } },
    }),
    violations: [
      'bad uses "isUnknown", which is not among the guards',
      'bad uses "enter", which is not among the actions',
      'bad uses "leave", which is not among the actions',
      'bad uses "act", which is not among the actions',
      'bad uses "act", which is not among the actions',
      'bad uses "nobody", which is not among the actors',
      'bad uses "never", which is not among the delays',
    ],
  },
  {
    title: "every invoke goes on when its actor is done and when it fails",
    rule: rules.handlesBothEndsOfEveryInvoke,
    bad: known.createMachine({
      id: "bad",
      initial: "deaf",
      states: {
        deaf: { invoke: { id: "first", src: "work" } },
        stuck: { invoke: { id: "second", src: "work", onDone: { actions: "note" }, onError: "deaf" } },
        picky: {
          invoke: { id: "third", src: "work", onDone: "deaf", onError: { guard: "isReady", target: "deaf" } },
        },
      },
    }),
    violations: [
      "bad.deaf goes nowhere when first ends with done",
      "bad.deaf goes nowhere when first ends with error",
      "bad.stuck goes nowhere when second ends with done",
      "bad.picky goes nowhere when third ends with error",
    ],
  },
  {
    title: "every invoke gives its actor a finite, positive deadline",
    rule: rules.givesEveryInvokeADeadline,
    bad: createMachine({
      id: "bad",
      invoke: [
        { id: "none", src: "work" },
        { id: "zero", src: "work", input: { deadlineSeconds: 0 } },
        { id: "endless", src: "work", input: () => ({ deadlineSeconds: Number.POSITIVE_INFINITY }) },
        { id: "text", src: "work", input: () => ({ deadlineSeconds: "10" }) },
        { id: "good", src: "work", input: () => ({ deadlineSeconds: 10 }) },
      ],
    }),
    violations: ["none", "zero", "endless", "text"].map((id) => `bad gives ${id} no deadline`),
  },
  {
    title: "every wait is a named delay that is implemented and finite",
    rule: rules.waitsForNamedDelays,
    bad: known.createMachine({
      id: "bad",
      after: { 10: {}, pause: {}, endless: {}, puase: {} },
    }),
    violations: ["10", "endless", "puase"].map(
      (delay) => `bad waits for ${delay}, which is no named delay with a finite number`,
    ),
  },
  {
    title: "every decision ends with its one unguarded transition",
    rule: rules.decidesInEveryCase,
    bad: known.createMachine({
      id: "bad",
      initial: "open",
      states: {
        open: { always: [{ guard: "isReady", target: "rest" }] },
        early: { always: [{ target: "rest" }, { target: "open" }] },
        good: { always: [{ guard: "isReady", target: "rest" }, { target: "open" }] },
        waiting: { always: [{ guard: "isReady", target: "rest" }] },
        beside: {
          type: "parallel",
          states: {
            one: { initial: "waiting", states: { waiting: { always: { guard: "isReady" } } } },
            other: {},
          },
        },
        rest: {},
      },
    }),
    violations: ["open", "early", "waiting"].map(
      (key) => `bad.${key} must have its one unguarded transition last`,
    ),
  },
  {
    title: "no state that is only passed through carries a tag",
    rule: rules.tagsNoPassedState,
    bad: createMachine({
      id: "bad",
      initial: "passed",
      states: { passed: { tags: ["busy", "late"], always: "rest" }, rest: { tags: "quiet" } },
    }),
    violations: ["bad.passed is only passed through, but carries the tags busy, late"],
  },
  {
    title: "states are camelCase and events are dot.case",
    rule: rules.namesStatesAndEventsInStyle,
    bad: createMachine({
      id: "bad",
      on: { START: {}, userReplied: {}, "user.replied": {} },
      initial: "Working",
      states: { Working: {}, "on-hold": {}, awaitingUser: {} },
    }),
    violations: [
      'bad: "START" is not dot.case',
      'bad: "userReplied" is not dot.case',
      'bad.Working: "Working" is not camelCase',
      'bad.on-hold: "on-hold" is not camelCase',
    ],
  },
  {
    title: "every state that is not final runs something, decides something or takes an event",
    rule: rules.leavesNoStateStuck,
    bad: createMachine({
      id: "bad",
      on: { "run.stopped": ".ended" },
      initial: "stuck",
      states: {
        stuck: {},
        deaf: { on: { "it.came": { actions: "note" } } },
        waiting: { after: { pause: "ended" } },
        running: { invoke: { src: "work" } },
        deciding: { always: "ended" },
        resting: { on: { "user.replied": "ended" } },
        ended: { type: "final" },
      },
    }),
    violations: ["stuck", "deaf"].map((key) => `bad.${key} runs nothing, decides nothing and takes no event`),
  },
];

describe("the chart's style", () => {
  for (const { title, rule, bad, violations } of cases) {
    test(title, () => expect(rule(orchestratorMachine, [inTask])).toEqual([]));
    test(`a chart is refused unless ${title}`, () => expect(rule(bad, [{}])).toEqual(violations));
  }

  test("every wait is finite before the first failure too", () =>
    expect(rules.waitsForNamedDelays(orchestratorMachine, [fresh, inTask])).toEqual([]));

  test("the context survives JSON, at the start and inside a task", () =>
    expect(rules.keepsItsContextInJson(orchestratorMachine, [fresh, inTask])).toEqual([]));

  test("a context that JSON changes is refused", () =>
    expect(
      rules.keepsItsContextInJson(orchestratorMachine, [
        { a: 1 },
        { when: new Date(0) },
        { gone: undefined },
        { seen: new Map([["a", 1]]) },
      ]),
    ).toHaveLength(3));
});

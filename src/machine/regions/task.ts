import { chartSetup } from "../chart-setup.js";
import { rollbackInput } from "../inputs.js";
import { coding } from "./coding.js";
import { fixing } from "./fixing.js";
import { askAboutBudget, askAboutCap, failed } from "./fragments.js";
import { restarting } from "./restarting.js";
import { searching } from "./searching.js";
import { verifying } from "./verifying.js";
import { writingTests } from "./writing-tests.js";

/** After a change: what it says against the tests is answered once. */
const heard = [{ guard: "hasObjection", target: "amending" }, { target: "verifying" }] as const;

/** One task: search, write its tests first where that is wanted, code, verify, and fix until it holds or the user must decide. */
export const task = chartSetup.createStateConfig({
  description: "One task: search, code, verify, and fix until it passes.",
  initial: "searching",
  states: {
    searching: {
      ...searching,
      onDone: [{ guard: "areTestsFirst", target: "testing" }, { target: "coding" }],
    },
    testing: { ...writingTests, onDone: "coding" },
    coding: { ...coding, onDone: heard },
    amending: {
      ...writingTests,
      description: "The reviewer amends the tests that contradict the task, or keeps them.",
      onDone: "verifying",
    },
    verifying: { ...verifying, onDone: "deciding" },
    deciding: {
      description: "Is the task done, may the fixer try, or must the user decide?",
      always: [
        {
          guard: "isReviewedOnly",
          target: "closed",
          actions: { type: "closeTask", params: { status: "reviewed" } },
        },
        {
          guard: "isVerified",
          target: "closed",
          actions: { type: "closeTask", params: { status: "verified" } },
        },
        {
          guard: "isPassed",
          target: "closed",
          actions: { type: "closeTask", params: { status: "unverified" } },
        },
        askAboutCap,
        askAboutBudget,
        {
          guard: "isSameErrorAgain",
          target: "#orchestrator.awaitingUser.aboutTask",
          actions: [{ type: "ask", params: { reason: "sameError" } }, "tellQuestion"],
        },
        {
          guard: "areRetriesUsedUp",
          target: "#orchestrator.awaitingUser.aboutTask",
          actions: [{ type: "ask", params: { reason: "retriesUsedUp" } }, "tellQuestion"],
        },
        { guard: "isFreshStart", target: "restarting" },
        { target: "fixing", actions: ["startRetry", "tellFix"] },
      ],
    },
    fixing: { ...fixing, onDone: heard },
    restarting: { ...restarting, onDone: { target: "coding", actions: ["countRetry", "tellFix"] } },
    skipping: {
      description: "The user skips the task: its changes are rolled back.",
      initial: "rollingBack",
      states: {
        rollingBack: {
          description: "The task's files are restored to their content before the task.",
          invoke: {
            id: "rollback",
            src: "rollback",
            input: rollbackInput,
            onDone: {
              target: "#orchestrator.working.executing.task.closed",
              actions: { type: "skipTask", params: ({ event }) => event.output },
            },
            onError: failed("checkpoint"),
          },
        },
        failing: {
          description: "The rollback failed: the user decides whether to try again.",
          always: [
            {
              guard: "hasFailed",
              target: "#orchestrator.awaitingUser.aboutTask",
              actions: [{ type: "ask", params: { reason: "callFailed" } }, "tellQuestion"],
            },
            { target: "rollingBack" },
          ],
        },
      },
    },
    closed: {
      description: "The task is verified, reviewed, unverified or skipped.",
      type: "final",
      entry: "tellTaskEnded",
    },
  },
});

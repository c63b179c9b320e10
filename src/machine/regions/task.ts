import { chartSetup } from "../chart-setup.js";
import { ahead } from "./ahead.js";
import { coding } from "./coding.js";
import { fixing } from "./fixing.js";
import { askAboutBudget, askAboutCap } from "./fragments.js";
import { restarting } from "./restarting.js";
import { searching } from "./searching.js";
import { verifying } from "./verifying.js";
import { writingTests } from "./writing-tests.js";

/** After a change: what it says against the tests is answered once. */
const heard = [{ guard: "hasObjection", target: "amending" }, { target: "verifying" }] as const;

/** One task: search, write its tests first where that is wanted, code, verify, and fix until it holds or the user must decide. */
const doing = chartSetup.createStateConfig({
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
          actions: [{ type: "closeTask", params: { status: "reviewed" } }, "tellTaskEnded"],
        },
        {
          guard: "isVerified",
          target: "closed",
          actions: [{ type: "closeTask", params: { status: "verified" } }, "tellTaskEnded"],
        },
        {
          guard: "isPassed",
          target: "closed",
          actions: [{ type: "closeTask", params: { status: "unverified" } }, "tellTaskEnded"],
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
    restarting: { ...restarting, onDone: { target: "coding", actions: ["countRetry", "tellFreshStart"] } },
    closed: {
      description: "The task is verified, reviewed or unverified.",
      type: "final",
    },
  },
});

export const task = chartSetup.createStateConfig({
  description: "One task, and beside it the search for the next one.",
  type: "parallel",
  states: { doing, ahead },
});

import { acceptanceTestsSchema } from "../../contracts/acceptance-tests.js";
import type { AgentRole } from "../../contracts/agent.js";
import { changeSchema } from "../../contracts/change.js";
import { findingsSchema } from "../../contracts/findings.js";
import { planSchema } from "../../contracts/plan.js";
import { reviewShape } from "../../contracts/review.js";
import type * as z from "../../contracts/zod.js";

/** A tool by which an agent hands in its work, which ends its session. */
export interface SubmitTool {
  name: string;
  description: string;
  shape: z.ZodRawShape;
}

export const submitPlan: SubmitTool = {
  name: "submit_plan",
  description: "Hand in the plan. Ends your work.",
  shape: planSchema.shape,
};

export const submitFindings: SubmitTool = {
  name: "submit_findings",
  description: "Hand in what you found. Ends your work.",
  shape: findingsSchema.shape,
};

export const submitChange: SubmitTool = {
  name: "submit_change",
  description: "Hand in your change when it is done. Ends your work.",
  shape: changeSchema.shape,
};

export const submitReview: SubmitTool = {
  name: "submit_review",
  description: "Hand in your verdict. Ends your work.",
  shape: reviewShape,
};

export const submitTests: SubmitTool = {
  name: "submit_tests",
  description: "Hand in the tests. Ends your work.",
  shape: acceptanceTestsSchema.shape,
};

/** The tools of each role. A call names one of them; its session is not offered the others. */
export const submitTools: Record<AgentRole, readonly SubmitTool[]> = {
  planner: [submitPlan],
  searcher: [submitFindings],
  coder: [submitChange],
  reviewer: [submitReview, submitTests],
  fixer: [submitChange],
};

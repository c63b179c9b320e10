import type { z } from "zod";
import type { AgentRole } from "../../contracts/agent.js";
import { changeSchema } from "../../contracts/change.js";
import { findingsSchema } from "../../contracts/findings.js";
import { planSchema } from "../../contracts/plan.js";
import { reviewSchema } from "../../contracts/review.js";

export interface SubmitTool {
  name: string;
  description: string;
  shape: z.ZodRawShape;
}

const submitChange: SubmitTool = {
  name: "submit_change",
  description: "Hand in your change when it is done. Ends your work.",
  shape: changeSchema.shape,
};

/** The tool by which each role ends its work. */
export const submitTools: Record<AgentRole, SubmitTool> = {
  planner: { name: "submit_plan", description: "Hand in the plan. Ends your work.", shape: planSchema.shape },
  searcher: {
    name: "submit_findings",
    description: "Hand in what you found. Ends your work.",
    shape: findingsSchema.shape,
  },
  coder: submitChange,
  reviewer: {
    name: "submit_review",
    description: "Hand in your verdict. Ends your work.",
    shape: reviewSchema.shape,
  },
  fixer: submitChange,
};

// @ts-check
import { defaultLimits } from "../dist/machine/index.js";
import { toDefinition } from "./chart-model.js";
import { toDrawing } from "./svg/drawing.js";
import { layOut } from "./svg/layout.js";
import { legendSize } from "./svg/legend.js";
import { toOverviewDrawing } from "./svg/overview-drawing.js";
import { toSvg } from "./svg/render.js";

const working = "orchestrator.working";
const executing = `${working}.executing`;
const task = `${executing}.task`;
const doing = `${task}.doing`;

/** The chart, laid out: which frames have their steps under one another. */
export const chartDirections = /** @type {const} */ ({
  orchestrator: "down",
  [working]: "down",
  [`${doing}.verifying`]: "down",
});

/** The overview follows a mission: the other commands are told by the whole chart. */
export const overviewOptions = {
  frames: [working, executing, task, doing, `${doing}.verifying`],
  shown: [working, task, `${doing}.verifying`],
  omitted: [
    ...["drafting", "looking", "examining", "executing.diagnosing"].map((key) => `${working}.${key}`),
    "orchestrator.planned",
    "orchestrator.answered",
  ],
  omittedLabels: ["user approved"],
  own: [`${doing}.deciding`, `${executing}.concluding`],
  names: {
    isReviewedOnly: "reviewed: nothing to notice",
    isVerified: "verified",
    isPassed: "unverified: no check ran",
    isCapReached: `${defaultLimits.maxIterations} changes made`,
    isBudgetReached: "budget reached",
    isSameErrorAgain: `same error ${defaultLimits.sameErrorLimit}×`,
    areRetriesUsedUp: `${defaultLimits.retryLimit} fixes made`,
    hasAddedErrors: "checks fail",
    isFinalErrorAgain: `same final error ${defaultLimits.sameErrorLimit}×`,
    isReviewFailed: "review fails",
    hasFinalErrors: "repair final errors",
  },
};

/**
 * What the pictures must say, by their paths from the project's root. `orchestrator.svg` follows the reader's light or
 * dark scheme, or the colours that a page around it sets; the others are for pages that choose a file.
 *
 * @param {Parameters<typeof toDefinition>[0]} machine
 * @returns {Promise<Record<string, string>>}
 */
export async function svgFiles(machine) {
  const definition = toDefinition(machine);
  const { chart, overview } = await drawings(definition);
  const whole = {
    id: "chart-orchestrator",
    title: `${definition.id}: every state and every transition`,
    condition: "[is…]",
  };
  const glance = {
    id: "chart-overview",
    title: `${definition.id}: the loop at a glance`,
    condition: "words",
  };
  return {
    "visualizations/orchestrator.svg": toSvg(chart, { ...whole, scheme: "auto" }),
    "visualizations/orchestrator-light.svg": toSvg(chart, { ...whole, scheme: "light" }),
    "visualizations/orchestrator-dark.svg": toSvg(chart, { ...whole, scheme: "dark" }),
    "docs/images/overview-light.svg": toSvg(overview, { ...glance, scheme: "light" }),
    "docs/images/overview-dark.svg": toSvg(overview, { ...glance, scheme: "dark" }),
  };
}

/**
 * Where everything stands in both pictures.
 *
 * @param {import("./chart-model.js").ChartDefinition} definition
 */
export async function drawings(definition) {
  return {
    chart: await layOut(toDrawing(definition), { directions: chartDirections, legend: legendSize }),
    overview: await layOut(toOverviewDrawing(definition, overviewOptions), {
      directions: {
        orchestrator: "down",
        [working]: "down",
        [task]: "right",
        [`${doing}.verifying`]: "down",
      },
      legend: legendSize,
    }),
  };
}

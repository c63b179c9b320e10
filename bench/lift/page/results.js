import { armsSection, beforeAndNow, realIssuesSection } from "./arms.js";
import { ratesSection } from "./rates.js";
import { sweepSection, testsSection } from "./sweeps.js";

/** RESULTS.md as a whole. */
export function toMarkdown({ missions, seed, before, settings, issues, tests, sweepMissions, agreed }) {
  return [
    "# What the workflow gains: a SIMULATION",
    "",
    "The model, its errors and the project are simulated. These are not measurements of any model: `npm run bench:real`",
    "makes those. Rates that were measured on recorded runs of real models are used; the others are assumed, and swept.",
    `Written by \`npm run bench:lift -- ${missions} ${seed}\` (missions an arm, seed); the same arguments give the same figures.`,
    "",
    `${missions.toLocaleString("en-US")} missions an arm, three tasks a mission, 95 % confidence intervals (Wilson). The workflow's rules are played by a`,
    `plain loop; the first ${agreed.each} missions of each of ${agreed.arms} arms were played on the real statechart too: ${agreed.same.toLocaleString("en-US")} of ${agreed.all.toLocaleString("en-US")} came out the same in`,
    "every figure.",
    "",
    "- **success**: claimed as done, and right. **false done**: claimed as done, and wrong.",
    "- **not claimed**: the agent said that it is not done, or the workflow asked its user. Nobody answers here, but in the",
    '  arm whose user says "retry" once a mission, and gives no hint.',
    "- **the loop**: as it is today: the coder writes tests, a check must notice the change, fixes only, one model for all.",
    "  Each arm below it moves one part.",
    "- **− checks**: the workflow then calls its work *unverified*, never verified; here that counts as a claim.",
    "- Tokens are all that requests carry and answers bring, cached or not. *Strong*: of the stronger model.",
    "- A mission of three tasks multiplies what a task risks. The columns *one task* say what a single one is worth.",
    "",
    ...beforeAndNow(before, settings),
    ...settings.flatMap(armsSection),
    ...realIssuesSection(issues),
    ...testsSection(tests),
    ...ratesSection(settings.map(({ setting, calibrated }) => ({ setting, ...calibrated }))),
    ...settings.flatMap(({ setting, swept }) => sweepSection({ setting, swept, missions: sweepMissions })),
  ].join("\n");
}

// @ts-check
import { toDefinition } from "./chart-model.js";
import { fullDiagram, overviewDiagram } from "./mermaid.js";
import { toOverview } from "./overview.js";

/** What the overview looks into: these hold the loop, all other states with states in them hold one agent's work. */
const frames = [
  "orchestrator.working",
  "orchestrator.working.executing",
  "orchestrator.working.executing.task",
  "orchestrator.working.executing.task.doing",
];

/**
 * What the files beside this one must say, by name.
 *
 * @param {Parameters<typeof toDefinition>[0]} machine
 */
export function chartFiles(machine) {
  const definition = toDefinition(machine);
  return {
    "orchestrator.json": `${JSON.stringify(definition, null, 2)}\n`,
    "orchestrator.mmd": overviewDiagram(definition, toOverview(definition, { frames })),
    "orchestrator-full.mmd": fullDiagram(definition),
  };
}

const begin = "<!-- chart:begin -->";
const end = "<!-- chart:end -->";

/**
 * The page with the diagram between its markers; the page as it is if it has none.
 *
 * @param {string} page Markdown.
 * @param {string} diagram Mermaid.
 */
export function withDiagram(page, diagram) {
  const from = page.indexOf(begin);
  const to = page.indexOf(end, from);
  if (from === -1 || to === -1) return page;
  return `${page.slice(0, from + begin.length)}\n\`\`\`mermaid\n${diagram}\`\`\`\n${page.slice(to)}`;
}

import type { Options } from "../../contracts/options.js";
import { sharedModel } from "../../contracts/shared-model.js";
import { type Line, warn } from "./line.js";

/** Whether the reviewer judges the code of its own model. @param config what OpenCode made of its configs */
export function reviewerLines({ agents }: Options, config: { model?: string }): Line[] {
  const selected = config.model ?? "the selected one";
  const ladder = (role: "coder" | "fixer" | "reviewer") => [agents[role]?.model ?? selected].flat();
  const shared = sharedModel({
    coder: ladder("coder"),
    fixer: ladder("fixer"),
    reviewer: ladder("reviewer"),
  });
  return shared ? [warn(shared.text, `In .opencode/orchestrator.jsonc: ${shared.line}`)] : [];
}

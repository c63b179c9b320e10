import { asksForFound, type ChecksOption } from "../../actors/checks/configured-checks.js";
import { type Survey, surveyChecks } from "../../actors/checks/survey-checks.js";
import { loadOptions } from "../../options/options-files.js";
import { lastSeconds } from "../../runs/last-seconds.js";
import { CommandError } from "../command-error.js";
import { findRegistrations } from "../opencode/registration.js";

/** Where the checks come from. `off`: the option `checks` is `false`. */
type ChecksSource = "found" | "configured" | "found and configured" | "off";

/** The checks of a folder, as a run that begins now would have them. */
export interface KnownChecks extends Survey {
  source: ChecksSource;
  /** How long each took when it ran last, by name. */
  lastSeconds: ReadonlyMap<string, number>;
}

/** @throws CommandError when the options are wrong */
export async function readChecks(folder: string): Promise<KnownChecks> {
  const entries = findRegistrations(folder).filter(({ isGone }) => !isGone);
  const { options, problems } = await loadOptions(folder, entries.at(-1)?.options);
  if (problems.length > 0) {
    const lines = problems.map((problem) => `- ${problem}`);
    throw new CommandError(["The orchestrator's options are wrong:", ...lines].join("\n"));
  }
  const survey = await surveyChecks(folder, options.checks);
  return {
    ...survey,
    source: sourceOf(options.checks),
    lastSeconds: await lastSeconds(folder, survey.checks),
  };
}

function sourceOf(option: ChecksOption): ChecksSource {
  if (option === false) return "off";
  if (option === "auto") return "found";
  if (!asksForFound(option)) return "configured";
  return option.some((entry) => entry !== "auto") ? "found and configured" : "found";
}

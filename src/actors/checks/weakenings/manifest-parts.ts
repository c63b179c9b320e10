import { changedKeys } from "./changed-keys.js";
import { changedLines } from "./changed-lines.js";
import { changedSections } from "./changed-sections.js";

/**
 * What of a manifest bears on the checks and differs between two versions of it, named as a person knows it
 * (`scripts.test`, `[tool.pytest.ini_options]`). Dependencies, versions and descriptions do not bear on them.
 *
 * @param before `undefined` where the file is new: then only what a tool picks up by itself counts
 */
export function changedParts(name: string, before: string | undefined, after: string | undefined): string[] {
  if (after === undefined) return ["all of it"];
  const isJson = /\.jsonc?$/.test(name);
  if (before === undefined) return isJson || name.endsWith(".toml") ? pickedUp(name, after) : [];
  if (isJson) return changedKeys(before, after);
  return name.endsWith(".toml") ? changedSections(before, after) : changedLines(before, after);
}

/** A new package brings scripts and targets of its own; the settings of tools reach further. */
function pickedUp(name: string, after: string): string[] {
  if (name.endsWith(".toml"))
    return changedSections("", after).filter((section) => section.startsWith("[tool."));
  return changedKeys("{}", after).filter((key) => settings.test(key));
}

const settings =
  /^(?:jest|vitest|mocha|ava|tap|c8|nyc|babel|eslintConfig|prettier|overrides|resolutions|workspaces)$/;

import { parse } from "jsonc-parser";

/**
 * What of a manifest bears on the checks and differs between two versions of it, named as a person knows it
 * (`scripts.test`, `[tool.pytest.ini_options]`). Dependencies, versions and descriptions do not bear on them.
 *
 * @param before `undefined` where the file is new
 */
export function changedParts(name: string, before: string | undefined, after: string | undefined): string[] {
  if (after === undefined) return ["all of it"];
  if (name.endsWith(".json") || name.endsWith(".jsonc")) return changedKeys(before ?? "{}", after);
  if (name.endsWith(".toml")) return changedSections(before ?? "", after);
  return changedLines(before ?? "", after)
    .filter((line) => suspicious.test(line))
    .slice(0, 3);
}

const suspicious =
  /test|spec|skip|exclude|ignore|surefire|failsafe|lint|check|coverage|enabled|main|sourceset|task|alias|elixirc|cflags|ndebug|replace/i;

/** What says nothing of how a package is checked. */
const plainKeys =
  /^(?:name|version|description|keywords|author|authors|contributors|maintainers|license|repository|bugs|homepage|funding|private|files|main|module|types|typings|browser|exports|bin|sideEffects|publishConfig|peerDependenciesMeta|(?:dev|peer|optional|bundled?)?[dD]ependencies|require|require-dev|minimum-stability|compilerOptions)$/;

function changedKeys(before: string, after: string): string[] {
  const [old, now] = [parsed(before), parsed(after)];
  if (!old || !now) return before === after ? [] : ["all of it"];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return keys.flatMap((key) => {
    if (isSame(old[key], now[key])) return [];
    if (key === "scripts" || key === "tasks")
      return changedScripts(old[key], now[key]).map((script) => `${key}.${script}`);
    if (/dependencies$/i.test(key))
      return replacedPackages(old[key], now[key]).map((name) => `${key}.${name}`);
    return plainKeys.test(key) ? [] : [key];
  });
}

/** A script that is added changes nothing, unless it runs before or after one that is there. */
function changedScripts(before: unknown, after: unknown): string[] {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((name) => {
    if (isSame(old[name], now[name])) return false;
    if (Object.hasOwn(old, name)) return true;
    return Object.hasOwn(old, name.replace(/^(?:pre|post)/, ""));
  });
}

/** A package may come from the project itself: then the agent may have written it. */
function replacedPackages(before: unknown, after: unknown): string[] {
  const [old, now] = [entriesOf(before), entriesOf(after)];
  const isLocal = (version: unknown) => /^(?:file|link|portal|npm|git|https?)\b|^[./]/.test(String(version));
  return Object.keys(now).filter((name) => !isSame(old[name], now[name]) && isLocal(now[name]));
}

function changedSections(before: string, after: string): string[] {
  const [old, now] = [sectionsOf(before), sectionsOf(after)];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.filter((name) => !plainSections.test(name) && old.get(name) !== now.get(name));
}

const plainSections =
  /dependenc|^\[(?:project|package|build-system|badges)\]$|^\[(?:project|package)\.(?!scripts|entry)|^\[tool\.(?:poetry|pdm|hatch\.metadata|flit)\]$/;

function sectionsOf(text: string): Map<string, string> {
  const sections = new Map<string, string>();
  let name = "the beginning";
  for (const line of text.split("\n").map((each) => each.replace(/#.*$/, "").trim())) {
    if (/^\[.*\]$/.test(line)) name = line;
    else if (line !== "") sections.set(name, `${sections.get(name) ?? ""}${line}\n`);
  }
  return sections;
}

/** Lines of which there are more or fewer now. */
function changedLines(before: string, after: string): string[] {
  const [old, now] = [before, after].map((text) => text.split("\n").map((line) => line.trim()));
  const added = (now ?? []).filter((line) => !old?.includes(line));
  const removed = (old ?? []).filter((line) => !now?.includes(line));
  return [...added, ...removed].filter((line) => line !== "");
}

function parsed(text: string): Record<string, unknown> | undefined {
  const value: unknown = parse(text.replace(/^\ufeff/, ""));
  return value === undefined ? undefined : entriesOf(value);
}

function entriesOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

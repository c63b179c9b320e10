import { parse } from "jsonc-parser";

/** The keys of a JSON manifest that bear on the checks and differ, like `scripts.test`. */
export function changedKeys(before: string, after: string): string[] {
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

/** What says nothing of how a package is checked. */
const plainKeys =
  /^(?:name|version|description|keywords|author|authors|contributors|maintainers|license|repository|bugs|homepage|funding|private|files|main|module|types|typings|browser|exports|bin|sideEffects|publishConfig|peerDependenciesMeta|(?:dev|peer|optional|bundled?)?[dD]ependencies|require|require-dev|minimum-stability|compilerOptions|engines|packageManager|lint-staged|contributes|husky|volta|devEngines)$/;

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

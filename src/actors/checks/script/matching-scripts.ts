/** The declared scripts that a name means: itself, or those of a pattern like `test:*` (`**` also beyond a colon). */
export function matchingScripts(name: string, declared: readonly string[]): string[] {
  if (!name.includes("*")) return declared.includes(name) ? [name] : [];
  const pattern = name
    .replace(/[.+?^$()|[\]\\{}]/g, "\\$&")
    .replace(/\*\*|\*/g, (star) => (star === "**" ? ".*" : "[^:]*"));
  return declared.filter((other) => new RegExp(`^${pattern}$`).test(other));
}

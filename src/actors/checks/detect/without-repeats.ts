import type { Found, Refused } from "./examined.js";

/**
 * Leaves out what others run as well: a `check` that is lint and test, a lint that is a part of test. Of a collection
 * that would run the tests a second time the other parts are taken, and it is said.
 */
export function withoutRepeats<T extends Found>(all: readonly T[]): { kept: T[]; refused: Refused[] } {
  const refused: Refused[] = [];
  let kept = all.flatMap((found) => {
    if (found.kind !== "more" && found.kind !== "all") return [found];
    const others = all.filter((other) => other !== found && other.kind !== "more" && other.kind !== "all");
    const again = others.filter((other) => runsTestsOf(other, found));
    if (again.length === 0) return [found];
    if (found.kind === "more" || isIn(found, others)) return [];
    const rest = found.parts.filter(
      (part) => !isIn(part, others) && !again.some((other) => runsTestsOf(other, part)),
    );
    const { name, command } = found.check;
    const names = again.map(({ check }) => check.name).join(", ");
    const instead = [...again, ...rest].map(({ check }) => check.command);
    refused.push({ name, command, why: `it would run ${names} a second time`, instead });
    return rest.map((part) => ({ ...found, ...part }));
  });
  const rank = ({ kind }: Found) => Number(kind === "more");
  const bySize = [...kept].reverse().sort((a, b) => rank(b) - rank(a) || b.commands.size - a.commands.size);
  for (const found of bySize) {
    const others = kept.filter((other) => other !== found && runsAsOften(other, found));
    if (isIn(found, others)) kept = kept.filter((other) => other !== found);
  }
  return { kept, refused };
}

function runsTestsOf({ runners }: Found, found: Found): boolean {
  return [...runners].some((runner) => found.runners.has(runner));
}

function isIn({ commands }: Found, others: readonly Found[]): boolean {
  const run = new Set(others.flatMap((other) => [...other.commands]));
  return commands.size > 0 && [...commands].every((command) => run.has(command));
}

function runsAsOften(other: Found, found: Found): boolean {
  return other.check.when === "task" || found.check.when === "final";
}

import type { FaultKind } from "../fault-kind.js";
import { isLoopHeader } from "../source/mark-loops.js";
import type { SourceLine } from "../source/source-line.js";
import type { Edit } from "./mutator.js";

/** Whether an edit can keep a loop from ending: such a fault costs the time of a deadline. */
export function neverEnds(line: SourceLine, kind: FaultKind, { at }: Edit): boolean {
  const { code, loop, next } = line;
  if (/\b(?:while|until|repeat)\b/.test(code)) return true;
  if (isLoopHeader(code))
    return kind === "logical operator" || !/;.*;/.test(code) || at > code.lastIndexOf(";");
  if (loop === undefined) return false;
  const isOpen =
    /\b(?:loop|do|repeat)\b|\b(?:while|until)\s*\(?\s*(?:true|True|1)\b|^\s*for\s*(?:\{|\(\s*;\s*;)/.test(
      loop,
    );
  if (isOpen && /\b(?:break|return)\b/.test(`${code} ${next}`)) return true;
  return changing.has(kind) && (isOpen || isStep(code, loop));
}

const changing: ReadonlySet<FaultKind> = new Set([
  "removed call",
  "removed assignment",
  "math operator",
  "constant",
]);

/** Whether a line changes what the loop's condition depends on. */
function isStep(code: string, loop: string): boolean {
  const target = /^\s*(?:(?:let|const|var|int|auto)\s+)?[*&([{]?\s*[$@]?(\w+)/.exec(code)?.[1] ?? "";
  const owner = /^(?:this|self)$/.test(target) ? /(?:this|self)\.(\w+)/.exec(code)?.[1] : target;
  const all = [
    owner ?? "",
    ...[...(code.split(/[^=!<>]=(?!=)/)[0] ?? "").matchAll(/\w+/g)].map(([name]) => name),
  ];
  return all.some(
    (name) => new RegExp(`(?<![\\w])${name}(?!\\w)`).test(loop.replace(/^\s*\w+/, "")) && name !== "",
  );
}

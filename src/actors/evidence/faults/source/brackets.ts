/** Where the bracket is closed that was opened just before `from`, if it is. */
export function closingBracket(code: string, from: number): number | undefined {
  const brackets = /[()[\]{}]/g;
  brackets.lastIndex = from;
  let depth = 1;
  for (let found = brackets.exec(code); found; found = brackets.exec(code)) {
    depth += /[([{]/.test(found[0]) ? 1 : -1;
    if (depth === 0) return found.index;
  }
  return undefined;
}

/** Whether code closes what it opens, and nothing else. */
export function isBalanced(code: string): boolean {
  let depth = 0;
  for (const [bracket] of code.matchAll(/[()[\]{}]/g)) {
    depth += /[([{]/.test(bracket) ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

interface Words {
  pattern: RegExp;
  /** What a line with them does. */
  does: string;
  /** Elsewhere the same words are everyday code. */
  isOnlyInTests?: boolean;
}

/** Words by which code gets past its checks. A person may have a reason for them; a gate has to ask. */
const table: readonly Words[] = [
  { pattern: /@ts-(?:nocheck|ignore|expect-error)\b/, does: "takes lines away from the type check" },
  { pattern: /#\s*(?:type|pyright|mypy):\s*ignore/, does: "takes lines away from the type check" },
  {
    pattern:
      /(?:eslint|oxlint|tslint|stylelint|rubocop|phpcs|pylint)[-:\s]+(?:disable|ignore)|\bbiome-ignore\b|#\s*noqa\b|\/\/\s*nolint\b|#!?\[allow\(|@SuppressWarnings|\bNOLINT/,
    does: "takes lines away from the linter",
  },
  { pattern: /(?:istanbul|c8|v8) ignore|pragma: no cover/, does: "takes lines away from the coverage" },
  {
    pattern:
      /\b(?:NODE_TEST_CONTEXT|VITEST(?:_\w+)?|JEST_WORKER_ID|PYTEST_CURRENT_TEST)\b|NODE_ENV\W{1,8}test\b|\bcfg\(\s*not\(\s*test|\btesting\.Testing\(\)/,
    does: "behaves otherwise under test",
  },
  {
    pattern:
      /\bassert(?:ions?)?\b[^=;]{0,60}\.\w+\s*=(?![=>])|\b(?:global(?:This)?|window)\.(?:expect|assert|test|it|describe)\s*=(?!=)|defineProperty\(\s*\w*assert/i,
    does: "changes what assertions do",
  },
  { pattern: /^\/\/(?:go:build|\s*\+build)\s/, does: "leaves a file out of the build" },
  {
    pattern:
      /\b(?:it|test|describe|suite|context|specify|t|Deno\.test)\.(?:skip|skipIf|todo|failing|fails|fixme)\b|\b(?:xit|xtest|xdescribe)\s*\(|\bskip:\s*(?:true|['"`])|@(?:Disabled|Ignore)\b|#\[ignore\b|\bpytest\.(?:mark\.(?:skip|xfail)|skip|xfail|importorskip)|\bunittest\.(?:skip|expectedFailure)|\bself\.skipTest\(|\bt\.Skip|markTest(?:Skipped|Incomplete)|\[(?:Fact|Theory)\(\s*Skip\b|@tag\s+:skip|\bGTEST_SKIP\(|^(?:pending|skip)(?:$|\s*\(|\s+["'])/,
    does: "skips a test",
    isOnlyInTests: true,
  },
  {
    pattern:
      /\b(?:it|test|describe|suite|context|specify|Deno\.test)\.only\b|\bonly:\s*true|\b(?:fit|fdescribe)\s*\(/,
    does: "runs one test instead of all",
    isOnlyInTests: true,
  },
];

/** What the lines that a change added do to the checks, each once. */
export function addedWords(before: string, after: string, isTest: boolean): string[] {
  const known = new Set(linesOf(before));
  const added = linesOf(after).filter((line) => !known.has(line));
  const found = table.filter(
    ({ pattern, isOnlyInTests }) => (isTest || !isOnlyInTests) && added.some((line) => pattern.test(line)),
  );
  return [...new Set(found.map(({ does }) => does))];
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim());
}

import type { CheckError } from "../../../contracts/check.js";
import { isFrame } from "../found-error.js";
import { plainError, toCheckError } from "./check-error.js";
import type { Section } from "./sections.js";

/** A number that is larger than any list a person reads. */
const maxCopies = 1_000;

/**
 * Every line that can tell one failure from another, once for each time it was printed. A line that counts failures
 * stands as often as it counts: two outputs compare as multisets, and fewer failures add nothing.
 */
export function wholeOutput(checkName: string, sections: readonly Section[], worktree: string): CheckError[] {
  const lines = sections.flatMap((section) =>
    section.lines.filter(isTelling).flatMap((line) => {
      const message = comparable(line.trim());
      const error = toCheckError({ at: 0, message, package: section.package }, worktree);
      return Array.from({ length: failuresIn(line) }, () => error);
    }),
  );
  return lines.length > 0 ? lines : [plainError(`check ${checkName} failed without any output`)];
}

function isTelling(line: string): boolean {
  const text = line.trim();
  const isPassed = passed.test(text) && !/fail|error|[✗✖✕×]/i.test(text);
  return /[\p{L}\p{N}]{2}/u.test(text) && !isFrame(line) && !noise.test(text) && !isPassed;
}

/** What stands in quotes may be the name of a test here; behind a label of a comparison it is a value. */
function comparable(line: string): string {
  return line
    .replace(/^\d+[).] /, "# ")
    .replace(/^There (?:was|were) /, "There are ")
    .replaceAll(/(\d+ [a-z]{3,}?)s\b/gi, "$1")
    .replace(/^(\W*(?:expected|actual|received|got|left|right|want)\w*\s*[:=]).*/i, "$1 <value>")
    .replaceAll(/['"`‘’“”]/g, "");
}

/** How often a line stands: as many failures as it counts, at least once. */
function failuresIn(line: string): number {
  const before = [
    ...line.matchAll(/(?<![\w.,:/-])(\d+)(?: \w+)? (?:fail|error|broken|problem|offens|violation)/gi),
  ];
  const after = [...line.matchAll(/(?<!\w)(?:fail\w*|errors?|problems|violations): *(\d+)(?![\w:.]\w)/gi)];
  const counted = [...before, ...after].map((match) => Number(match[1]));
  if (counted.length === 0) return 1;
  return Math.min(
    maxCopies,
    counted.reduce((a, b) => a + b, 0),
  );
}

/** What a tool says of a test that passed. */
const passed =
  /^(?:ok \d+|ok\b(?=\s*\t)|✓|✔|√|✅|PASS(?:ED)?\b|\(pass\)|--- PASS:|\[ +(?:OK|PASSED) +\]|\[PASS(?:ED)?\])|(?:\.\.\.|\.{3,}|\s)(?: *ok| *passed| *PASS(?:ED)?)(?: +[([]?[\d.]+ ?(?:[mµn]?s|sec)[)\]]?)?$/;

/** What runs say whatever happens in them, and what moves with the code around an error. */
const noise = new RegExp(
  [
    // Package managers and runners around the real message.
    "^npm (?:error|ERR!|warn|WARN|notice)",
    "^(?:>|\\$) ",
    "^\\W*(?:ELIFECYCLE|ERR_PNPM_RECURSIVE)",
    '^error Command failed with exit code|^error: script "|^info Visit https:',
    "^make(?:\\[\\d+\\])?: ",
    "^Node\\.js v\\d",
    "^exit (?:status|code):? \\d+$",
    "^\\[INFO\\]|^> Task \\S+ (?:UP-TO-DATE|NO-SOURCE|FROM-CACHE)|^\\d+ actionable tasks?",
    "^(?:Cached|Tasks):\\s+\\d+ |: cache (?:bypass|miss|hit)\\b",
    // Building and fetching, which happens once.
    "^(?:Compiling|Checking|Fresh|Finished|Downloading|Downloaded|Updating|Locking|Adding|Blocking|Running) ",
    "^\\[ *\\d+%\\]|^\\[\\d+/\\d+\\] |^go: (?:downloading|finding)|^--? (?:Configuring|Generating|Build files)",
    "^(?:Internal ctest|Test project|Start +\\d+:)",
    "^Compiling \\d+ files?|^Generated \\w+ app",
    // Times, seeds, memory, progress.
    "^(?:Done|Finished|Total (?:Test )?time|Time:?|Duration|Start at|Started at|Elapsed|Memory)\\b.*\\d",
    "^(?:Randomized|Run options|Running ExUnit|Using --)\\b.*seed|^(?:Random )?[Ss]eed\\b",
    "^(?:[.FESIRUWNPDsxX*!,]{1,}|\\.+)(?: *\\[ *\\d+%\\]| +\\d+ / \\d+ \\( *\\d+%\\))?$",
    "^\\d+ (?:tests?|specs?|examples?|assertions?|passed|passing|pass|expect\\(\\) calls)(?: \\(.*\\))?$",
    "^(?:Test (?:Suites|Files)|Tests)\\b(?!.*\\bfail)|^OK\\b|^All (?:\\d+ )?tests (?:successful|passed)",
    // Code and carets below an error.
    "^>? *\\d+ *[|│]|^[|│] *[-+~^_]*|^\\^+$|^~*\\^[~^]*$|^\\S*\\.\\.\\.$",
  ].join("|"),
);

import { terminalText } from "./terminal-text.js";

/** What a watcher says when it has done its work and waits, as a whole line, and how it runs once. */
const watchers: readonly [line: RegExp, once: string][] = [
  [/^(?:PASS|FAIL) +Waiting for file changes\.{3}$/, "vitest run"],
  [/^Watch Usage(?:: Press w to show more\.)?$/, "jest without --watch"],
  [/Found \d+ errors?\. Watching for file changes\.$/, "tsc --noEmit"],
  [/^\[nodemon\] (?:clean exit|app crashed) - waiting for (?:file )?changes before /, "node"],
  [/^(?:Completed|Failed) running '.*'/, "node without --watch"],
  [/^(?:ℹ )?\[mocha\] waiting for changes\.{3}$/, "mocha without --watch"],
  [/^Type `?r`? and press enter to rerun tests$/, "ava without --watch"],
  [/^webpack is watching the files|^\[webpack-cli\] Compiler is watching files/, "webpack without --watch"],
  [/^\[Finished running\. Exit status: \d+\]$/, "cargo test"],
  [/^Watcher (?:\w+ )?(?:finished|failed)\. Restarting on file change\.{3}$/, "deno test"],
  [/^\[info\] \d+\. Monitoring source files for /, "sbt test"],
  [/^Waiting for changes to input files/, "gradle without --continuous"],
  [/^dotnet watch\b.*\bWaiting for a file to change/i, "dotnet test"],
  [/^Sass is watching for changes\./, "sass without --watch"],
  [/^CLI Watching for changes in /, "tsup without --watch"],
  [
    /(?:^|[\s.,])(?:watching|waiting) for (?:file |further |more )?changes(?:\.{1,3}|…)?$/i,
    "the same without --watch",
  ],
];

/** In lines: what stands above is not what the program waits for. */
const lastLines = 12;
const longestTail = 4_000;
const anyOf = /watch|waiting|running|rerun|monitoring/i;

/**
 * How the watcher that speaks last in an output runs once; `undefined` where none does.
 *
 * @param output the end of it is looked at
 */
export function watcherIn(output: string): string | undefined {
  const tail = output.slice(-longestTail);
  if (!anyOf.test(tail)) return undefined;
  const lines = terminalText(tail)
    .split("\n")
    .map((line) => line.replace(prefix, "").trim())
    .filter(Boolean)
    .slice(-lastLines);
  return watchers.find(([line]) => lines.some((text) => line.test(text)))?.[1];
}

/** Of one program among others, and the time. */
const prefix = /^(?:\[[\w:.-]{1,20}\] (?=\[|\d|[A-Z]))?(?:\[?[\d:. APM/-]+\]? (?:- )?)?/;

/** Calls `found` once a watcher has spoken and then nothing is printed for a while. */
export function listenForWatchers(quietMilliseconds: number, found: (once: string) => void) {
  let tail = "";
  let timer: NodeJS.Timeout | undefined;
  return {
    read(text: string) {
      clearTimeout(timer);
      tail = (tail + text).slice(-longestTail);
      const once = watcherIn(tail);
      if (once !== undefined) timer = setTimeout(found, quietMilliseconds, once);
    },
    end: () => clearTimeout(timer),
  };
}

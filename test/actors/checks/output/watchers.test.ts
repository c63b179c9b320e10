import { describe, expect, it } from "vitest";
import { watcherIn } from "../../../../src/actors/checks/output/watchers.js";

describe("a watcher is known by what it says when it waits", () => {
  it.each([
    [
      "vitest",
      " PASS  Waiting for file changes...\n       press h to show help, press q to quit\n",
      "vitest run",
    ],
    [
      "vitest with a failure",
      " FAIL  Tests failed. Watching for file changes...\n",
      "the same without --watch",
    ],
    ["jest", "Ran all test suites.\n\nWatch Usage\n › Press a to run all tests.\n", "jest without --watch"],
    [
      "tsc",
      "\u001b[2J\u001b[3J\u001b[H5:16:50 AM - Found 0 errors. Watching for file changes.\n",
      "tsc --noEmit",
    ],
    ["tsc beside others", "[types] 17:16:50 - Found 2 errors. Watching for file changes.\n", "tsc --noEmit"],
    ["nodemon", "[nodemon] clean exit - waiting for changes before restart\n", "node"],
    [
      "nodemon after a crash",
      "[nodemon] app crashed - waiting for file changes before starting...\n",
      "node",
    ],
    [
      "node",
      "1\nCompleted running 'b.js'. Waiting for file changes before restarting...\n",
      "node without --watch",
    ],
    ["mocha", "  1 passing (3ms)\n\nℹ [mocha] waiting for changes...\n", "mocha without --watch"],
    ["rollup", "[2026-01-02 03:04:05] waiting for changes...\n", "the same without --watch"],
    [
      "vite",
      "watching for file changes...\n\nbuild started...\nbuilt in 300ms.\n",
      "the same without --watch",
    ],
    ["esbuild", "[watch] build finished, watching for changes...\n", "the same without --watch"],
    ["webpack", "webpack is watching the files…\n", "webpack without --watch"],
    ["cargo watch", "test result: ok. 3 passed\n[Finished running. Exit status: 0]\n", "cargo test"],
    ["deno", "Watcher Test finished. Restarting on file change...\n", "deno test"],
    ["gradle", "Waiting for changes to input files... (ctrl-d to exit)\n", "gradle without --continuous"],
    ["a program that is not known", "Done in 3 s. Watching for changes…\n", "the same without --watch"],
  ])("of %s", (_, output, once) => {
    expect(watcherIn(output)).toBe(once);
  });

  it.each([
    ["a test about one", "✓ prints watching for changes when it starts\n"],
    ["a start that says more", "[nodemon] watching path(s): *.*\n[nodemon] starting `node a.js`\n"],
    ["a sentence of long ago", `Watching for file changes.\n${"✓ a test\n".repeat(12)}`],
    ["a run without one", "Tests  3 passed\n"],
    ["nothing", ""],
  ])("and not by %s", (_, output) => {
    expect(watcherIn(output)).toBeUndefined();
  });
});

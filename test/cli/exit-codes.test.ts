import { expect, it } from "vitest";
import { exitCodeOf } from "../../src/cli/exit-codes.js";

it.each([
  ["auto", "verified", 0],
  ["auto", "unverified", 4],
  ["auto", "needs-user", 3],
  ["auto", "paused", 130],
  ["auto", "stopped", 1],
  ["auto", "failed", 1],
  ["fix", "unverified", 4],
  ["plan", "unverified", 0],
  ["search", "verified", 0],
  ["review", "unverified", 0],
  ["review", "needs-user", 3],
  ["plan", "failed", 1],
] as const)("a %s that is %s ends with %d", (command, status, exitCode) => {
  expect(exitCodeOf({ command, status })).toBe(exitCode);
});

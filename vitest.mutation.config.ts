import { defineConfig } from "vitest/config";

/** Each mutant runs the quick unit tests of its folder: those that explore, or start processes, take too long. */
const tests = {
  machine: ["test/machine/**/*.test.ts", "test/chart/**/*.test.ts", "test/report/**/*.test.ts"],
  contracts: ["test/contracts/**/*.test.ts"],
  checks: [
    "test/actors/checks/{detect-checks,error-lines,fallback-message,found-error,missing-command}.test.ts",
    "test/actors/checks/*-errors.test.ts",
    "test/actors/checks/detect/*.test.ts",
  ],
  agents: ["test/actors/agents/**/*.test.ts"],
};

const { MUTATED: folder = "" } = process.env;

export default defineConfig({
  test: {
    include: folder in tests ? tests[folder as keyof typeof tests] : Object.values(tests).flat(),
    testTimeout: 20_000,
  },
});

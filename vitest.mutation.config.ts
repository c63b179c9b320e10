import { defineConfig } from "vitest/config";

/** The unit tests of what is mutated, without those that explore: each mutant runs them. */
export default defineConfig({
  test: {
    include: [
      "test/machine/**/*.test.ts",
      "test/chart/**/*.test.ts",
      "test/contracts/**/*.test.ts",
      "test/report/**/*.test.ts",
      "test/actors/agents/**/*.test.ts",
      "test/actors/checks/**/*.test.ts",
    ],
    testTimeout: 20_000,
  },
});

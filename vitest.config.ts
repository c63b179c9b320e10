import { defineConfig } from "vitest/config";

/** What is waited for may take its time on a busy machine. */
const patient = { expect: { poll: { timeout: 20_000 } }, globalSetup: "test/support/state-folder.ts" };

/** What takes long: properties and mutants of the chart, and tests that run many checks. */
const long = [
  "test/properties/*.test.ts",
  "test/model/mutants.test.ts",
  "test/visualizations/microsteps.test.ts",
  "test/bench/real-tasks.test.ts",
  "test/model/late-events.test.ts",
  "test/actors/checks/planned-check.test.ts",
  "test/actors/evidence/prober.test.ts",
  "test/actors/checkpoints/beside.test.ts",
  "test/actors/checkpoints/sizes.test.ts",
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...patient,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [
            ...long,
            "test/live/**",
            "test/browser/**",
            "test/endurance/**",
            "test/proof/**",
            "test/tools/**",
          ],
          testTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...patient,
          name: "long",
          include: long,
          testTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          ...patient,
          name: "proof",
          include: ["test/proof/**/*.test.ts", "test/properties/**/*.test.ts"],
          setupFiles: ["test/proof/many-runs.ts"],
          testTimeout: 600_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...patient,
          name: "live",
          include: ["test/live/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...patient,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...patient,
          name: "tools",
          include: ["test/tools/*.test.ts", "test/tools/cheats/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          maxConcurrency: 2,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          ...patient,
          name: "endurance",
          include: ["test/endurance/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});

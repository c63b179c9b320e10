import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Time limits end what hangs. None of them is near to what a busy machine needs. */
const patient = {
  expect: { poll: { timeout: 60_000 } },
  testTimeout: 300_000,
  hookTimeout: 180_000,
  maxWorkers: 2,
  globalSetup: "test/support/state-folder.ts",
};

/** What takes long: properties and mutants of the chart, and tests that run many checks. */
const long = [
  "test/properties/*.test.ts",
  "test/model/mutants.test.ts",
  "test/bench/real-tasks.test.ts",
  "test/model/late-events.test.ts",
  "test/actors/checks/planned-check.test.ts",
  "test/actors/evidence/prober.test.ts",
  "test/actors/checkpoints/beside.test.ts",
  "test/actors/checkpoints/sizes.test.ts",
];

const others = ["test/live/**", "test/browser/**", "test/endurance/**", "test/proof/**", "test/tools/**"];

/** A clean clone knows no durations. The longest file begins first, so that no worker is left alone with it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith("test/model/model.test.ts");
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...patient,
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...long, ...others],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...patient,
          name: "long",
          include: long,
          sequence: { groupOrder: 5 },
        },
      },
      {
        test: {
          ...patient,
          name: "proof",
          include: ["test/proof/**/*.test.ts", "test/properties/**/*.test.ts"],
          setupFiles: ["test/proof/many-runs.ts"],
          testTimeout: 1_800_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          ...patient,
          name: "live",
          include: ["test/live/**/*.test.ts"],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...patient,
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          ...patient,
          name: "tools",
          include: ["test/tools/*.test.ts", "test/tools/cheats/*.test.ts"],
          maxConcurrency: 2,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          ...patient,
          name: "endurance",
          include: ["test/endurance/**/*.test.ts"],
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});

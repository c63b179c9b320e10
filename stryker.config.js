/** For `node scripts/mutation.js`, which names the folder. */
const { MUTATED: folder = "all" } = process.env;

export default {
  testRunner: "vitest",
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  coverageAnalysis: "perTest",
  plugins: ["@stryker-mutator/vitest-runner"],
  ignorePatterns: ["dist", "demo", "docs", "visualizations/*.json", ".opencode"],
  mutator: { excludedMutations: ["StringLiteral"] },
  tempDirName: ".stryker-tmp",
  reporters: ["json", "progress-append-only"],
  jsonReporter: { fileName: `reports/mutation/${folder}.json` },
  concurrency: 2,
  timeoutMS: 10_000,
};

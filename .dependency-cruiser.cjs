/** The import rules of the architecture: data flows one way, and the chart knows nobody. */
module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "machine-imports-only-contracts-and-xstate",
      comment: "The chart imports no host, no file system, no prompt and no actor.",
      severity: "error",
      from: { path: "^src/machine" },
      to: { pathNot: ["^src/(machine|contracts)/", "^node_modules/xstate/"] },
    },
    {
      name: "contracts-import-nobody",
      severity: "error",
      from: { path: "^src/contracts" },
      to: { pathNot: ["^src/contracts/", "^node_modules/zod/"] },
    },
    {
      name: "files-import-only-node",
      severity: "error",
      from: { path: "^src/files" },
      to: { pathNot: "^src/files/", dependencyTypesNot: ["core"] },
    },
    {
      name: "actors-know-neither-chart-nor-host",
      severity: "error",
      from: { path: "^src/actors" },
      to: { path: ["^src/(machine|plugin|demo|cli)/", "@opencode-ai"] },
    },
    {
      name: "only-the-plugin-knows-the-host",
      severity: "error",
      from: { path: "^src", pathNot: "^src/plugin" },
      to: { path: "@opencode-ai" },
    },
    {
      name: "nobody-imports-the-plugin",
      severity: "error",
      from: { path: "^src", pathNot: "^src/plugin" },
      to: { path: "^src/plugin" },
    },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};

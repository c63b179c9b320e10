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
      name: "zod-is-imported-once",
      comment: "The build bundles that one file. A second import would load another zod.",
      severity: "error",
      from: { path: "^src", pathNot: "^src/contracts/zod\\.ts$" },
      to: { path: "^node_modules/zod/" },
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
      to: { path: ["^src/(machine|plugin|hosts|demo|cli)/", "@opencode-ai"] },
    },
    {
      name: "only-a-host-knows-its-host",
      comment: "What is the same everywhere sees a host through its ports only.",
      severity: "error",
      from: { path: "^src", pathNot: "^src/hosts/opencode1/" },
      to: { path: "@opencode-ai" },
    },
    {
      name: "a-host-is-one-folder",
      comment: "It implements the ports of the plugin, and knows no other host.",
      severity: "error",
      from: { path: "^src/hosts/([^/]+)/" },
      to: { path: "^src/", pathNot: "^src/(hosts/$1|plugin|actors/agents|contracts)/" },
    },
    {
      name: "nobody-imports-the-hosts",
      severity: "error",
      from: { path: "^src", pathNot: "^src/hosts" },
      to: { path: "^src/hosts" },
    },
    {
      name: "only-hosts-import-the-plugin",
      severity: "error",
      from: { path: "^src", pathNot: "^src/(plugin|hosts)" },
      to: { path: "^src/plugin" },
    },
    {
      name: "inspector-only-reads-runs",
      comment: "It knows the chart, runs and their checkpoints; neither who shows it nor the host.",
      severity: "error",
      from: { path: "^src/inspector", pathNot: "^src/inspector/page" },
      to: {
        path: "^src/",
        pathNot: [
          "^src/(inspector|machine|runs|report|contracts)/",
          "^src/actors/checkpoints/(git|change-log)\\.ts$",
        ],
      },
    },
    {
      name: "inspector-page-knows-frames-only",
      comment: "It runs in a browser: it takes plain types and functions.",
      severity: "error",
      from: { path: "^src/inspector/page" },
      to: {
        path: "^src/",
        pathNot: [
          "^src/inspector/page/",
          "^src/inspector/frames/(fold|frame|inspection-message)\\.ts$",
          "^src/contracts/count\\.ts$",
        ],
      },
    },
    {
      name: "inspector-is-asked-for-by-plugin-and-command-line",
      severity: "error",
      from: { path: "^src", pathNot: "^src/(inspector|plugin|cli)/" },
      to: { path: "^src/inspector" },
    },
    {
      name: "inspector-is-loaded-when-asked-for",
      comment: "A run that nobody watches loads none of it.",
      severity: "error",
      from: { path: "^src/(plugin|cli)/" },
      to: { path: "^src/inspector", dynamic: false, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "tui-only-reads-runs",
      comment:
        "It runs in OpenCode's screen, apart from the plugin: of the run it knows what is on the disk.",
      severity: "error",
      from: { path: "^src/tui" },
      to: { path: "^src/", pathNot: "^src/(tui|contracts|machine|runs|report)/" },
    },
    {
      name: "tui-loads-the-chart-when-there-is-a-run",
      comment: "What every start of OpenCode loads stays small.",
      severity: "error",
      from: { path: "^src/tui", pathNot: "^src/tui/run-reader\\.ts$" },
      to: {
        path: "^src/(machine|runs|report)/|^src/tui/run-reader\\.ts$|^node_modules/",
        pathNot: ["^src/runs/(runs-place|repeated-look)\\.ts$", "^src/report/(amounts|check-words)\\.ts$"],
        dynamic: false,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "nobody-imports-the-tui-part",
      severity: "error",
      from: { path: "^src", pathNot: "^src/tui" },
      to: { path: "^src/tui" },
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

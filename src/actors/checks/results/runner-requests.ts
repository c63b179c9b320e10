import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface RequestContext {
  /** Private and empty. */
  folder: string;
  /** Different for each command of a check. */
  name: string;
  worktree: string;
  env: Readonly<Record<string, string | undefined>>;
  /** A reporter that is shipped with the plugin. */
  reporter: (name: string) => URL;
}

export interface Answer {
  /** To be appended to the runner's command. */
  args?: readonly string[];
  /** To be inserted behind words of the check's own command. */
  insert?: { after: string; args: readonly string[] };
  env?: Record<string, string>;
  /** Absolute paths or globs. */
  files?: readonly string[];
  readsStdoutAs?: "go-json" | "tap";
  /** A file that cannot be loaded leaves no trace in the results. */
  missesCrashes?: boolean;
}

/** How one runner is asked for results. */
export interface RunnerRequest {
  /** Words of a command that asks for results itself, or that prints something else than a result. */
  unless?: RegExp;
  /** Variables that must not be set by the script itself. */
  variables?: readonly string[];
  /** Two runs would overwrite one another's file. */
  isOneFile?: boolean;
  /** Nothing where it cannot be asked. */
  ask(context: RequestContext): Answer | undefined;
}

/** By the names of `runnerOf`. Runners that are not here print, and what they print is read. */
export const runnerRequests: Readonly<Record<string, RunnerRequest>> = {
  node: {
    unless: /--test-reporter|--watch\b/,
    variables: ["NODE_OPTIONS"],
    ask({ folder, env, reporter }) {
      const known = env.NODE_OPTIONS ?? "";
      if (known.includes("--test-reporter")) return undefined;
      const own = reporter("node-test-reporter.js");
      own.searchParams.set("folder", folder);
      const options = ["spec", own.href].flatMap((name) => [
        `--test-reporter=${name}`,
        "--test-reporter-destination=stdout",
      ]);
      return {
        env: { NODE_OPTIONS: [known, ...options].filter(Boolean).join(" ") },
        files: [join(folder, "*.jsonl")],
      };
    },
  },
  vitest: {
    unless: /--reporter|--outputFile|--watch\b|--ui\b|\bvitest (?:watch|dev|bench|list|typecheck)\b/,
    ask: ({ folder, reporter }) => ({
      args: ["--reporter=default", `--reporter=${fileURLToPath(reporter("vitest-reporter.js"))}`],
      env: { ORCHESTRATOR_RESULTS_FOLDER: folder },
      files: [join(folder, "*.jsonl")],
    }),
  },
  jest: {
    unless: /--json|--outputFile|--watch|--listTests|--showConfig/,
    ask: ({ folder, name }) =>
      withFile(join(folder, `${name}.json`), (file) => ["--json", `--outputFile=${file}`]),
  },
  mocha: {
    unless: /--reporter|\s-R|--watch|\s-w\b|--dry-run/,
    ask: ({ folder, reporter }) => ({
      args: [`--reporter=${fileURLToPath(reporter("mocha-reporter.cjs"))}`],
      env: { ORCHESTRATOR_RESULTS_FOLDER: folder },
      files: [join(folder, "*.jsonl")],
    }),
  },
  pytest: {
    unless: /--junit-?xml|no:junitxml|--collect-only|--co\b|--fixtures|--help/,
    variables: ["PYTEST_ADDOPTS"],
    isOneFile: true,
    ask({ folder, env }) {
      const file = join(folder, "pytest.xml");
      const own = `--junitxml=${shellQuoted(file)} -o junit_family=xunit1 --continue-on-collection-errors`;
      return { env: { PYTEST_ADDOPTS: [env.PYTEST_ADDOPTS, own].filter(Boolean).join(" ") }, files: [file] };
    },
  },
  go: {
    unless: /^gotestsum|\s-json\b|\s-(?:bench|c|exec|fuzz|list)\b/,
    ask: () => ({ insert: { after: "go test", args: ["-json"] }, readsStdoutAs: "go-json" }),
  },
  rspec: {
    unless: /^parallel|--format|\s-f|--out|\s-o|--dry-run|--init/,
    variables: ["SPEC_OPTS"],
    isOneFile: true,
    ask({ folder, env }) {
      if (env.SPEC_OPTS) return undefined;
      const file = join(folder, "rspec.json");
      const options = `--format progress --format json --out ${shellQuoted(file)}`;
      return { env: { SPEC_OPTS: options }, files: [file] };
    },
  },
  phpunit: {
    unless: /^paratest|artisan|--log-junit|--list-/,
    ask: ({ folder, name }) => withFile(join(folder, `${name}.xml`), (file) => ["--log-junit", file]),
  },
  ctest: {
    unless: /--output-junit|\s-N\b|--show-only/,
    ask: ({ folder, name }) => withFile(join(folder, `${name}.xml`), (file) => ["--output-junit", file]),
  },
  bun: {
    unless: /--reporter|--watch|--hot/,
    ask: ({ folder, name }) => ({
      ...withFile(join(folder, `${name}.xml`), (file) => ["--reporter=junit", `--reporter-outfile=${file}`]),
      missesCrashes: true,
    }),
  },
  deno: {
    unless: /--junit-path|--reporter|--watch|--no-run|\s--\s/,
    ask: ({ folder, name }) => ({
      ...withFile(join(folder, `${name}.xml`), (file) => [`--junit-path=${file}`]),
      missesCrashes: true,
    }),
  },
  // bats still writes its report when it has ended, so what it prints is read.
  bats: {
    unless: /--formatter|\s-F|--pretty|\s-p\b|--count|\s-c\b|--tap|\s-t\b/,
    ask: () => ({ readsStdoutAs: "tap" }),
  },
  maven: {
    unless: /-DskipTests|-Dmaven\.test\.skip/,
    ask: ({ worktree }) => ({ files: [join(worktree, "**/target/{surefire,failsafe}-reports/TEST-*.xml")] }),
  },
  gradle: {
    unless: /(?:-x|--exclude-task)\s+\S*test/,
    ask: ({ worktree }) => ({ files: [join(worktree, "**/build/test-results/**/TEST-*.xml")] }),
  },
};

function withFile(file: string, args: (file: string) => string[]): Answer {
  return { args: args(file), files: [file] };
}

/** For variables that their tools split like a shell does. */
function shellQuoted(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

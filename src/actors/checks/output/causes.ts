/** A line that tells a cause, and its words for a user; no words where the line speaks of the project itself. */
export type Cause = readonly [pattern: RegExp, reason: (match: RegExpExecArray) => string | undefined];

const tool = (name: string | undefined) =>
  name === undefined ? undefined : `the tool ${name.replace(/^.*\//, "")} is missing`;
const dependency = (name: string | undefined) => {
  const isOwn = name === undefined || /^(?:\.|\/|~|#|@\/|[A-Za-z]:|file:|node:)/.test(name);
  return isOwn ? undefined : `the dependency ${name} is missing`;
};
const word = (pattern: RegExp, reason: string): Cause => [pattern, () => reason];
const config = "its configuration does not load";
const install = "its dependencies are not installed";
const version = "it needs another version of its language or tools";
const network = "the network is unreachable";
const memory = "it ran out of memory";

const shell = "(?:\\S*/)?(?:ba|z|da|k|a)?sh: (?:line )?(?:\\d+: )?";

/** The words of each tool for why it did not start. The first that is found is told. */
export const causes: Record<"tool" | "dependency" | "setup" | "surroundings", readonly Cause[]> = {
  tool: [
    [
      /^(?:npm (?:error|ERR!) |ERR_PNPM_NO_SCRIPT\W+|× )Missing script: "?([^"\s]+)"?$/,
      ([, name]) => `the script ${name} is missing`,
    ],
    [new RegExp(`^${shell}([^\\s:]+): (?:command )?not found$`), ([, name]) => tool(name)],
    [/^(?:zsh|deno task|bun|bundler|error|Error): command not found: (\S+)$/, ([, name]) => tool(name)],
    [/^(?:\S*\/)?env: [‘'"`]?([^\s:'’"`]+)[’'"`]?: No such file or directory$/, ([, name]) => tool(name)],
    [
      /^make(?:\[\d+\])?: ([^\s:*]+): (?:No such file or directory|Command not found)$/,
      ([, name]) => tool(name),
    ],
    [/^'([^']+)' is not recognized as an internal or external command/, ([, name]) => tool(name)],
    [/^(?:\w*Error: |\[.*\] )*spawn (\S+) ENOENT\b/, ([, name]) => tool(name)],
    [/^Command not found: (\S+)$/, ([, name]) => tool(name)],
    [/^(?:error: )?Failed to spawn: `(\S+)`/, ([, name]) => tool(name)],
    [/^\S*python[\d.]*(?:\.exe)?: No module named ([\w-]+)$/, ([, name]) => tool(name)],
    [
      /npx canceled due to missing packages and no YES option: \["?((?:@[^@"\]]+)?[^@"\]]+)/,
      ([, name]) => tool(name),
    ],
    [/^(?:\W*ERR_PNPM_RECURSIVE_EXEC_FIRST_FAIL\W*)?Command "(\S+)" not found$/, ([, name]) => tool(name)],
    [/^error: linker `(\S+)` not found$/, ([, name]) => tool(name)],
    word(
      /^The JAVA_HOME environment variable is not defined|^ERROR: JAVA_HOME is (?:not set|set to an invalid)/,
      "Java is missing",
    ),
    word(
      /Executable doesn't exist at \S+|^Error: Could not find (?:Chrome|Firefox)\b|^Looks like Playwright /,
      "the browser is missing",
    ),
    word(
      /^(?:docker: |ERROR: |error during connect: )?Cannot connect to the Docker daemon/,
      "Docker does not run",
    ),
  ],
  dependency: [
    [/(?:^|: |# )Cannot find package '([^']+)' imported from/, ([, name]) => dependency(name)],
    [/(?:^|: |# )Cannot find module '([^']+)'/, ([, name]) => dependency(name)],
    [/Failed to resolve import "([^"]+)" from/, ([, name]) => dependency(name)],
    [/^(?:E +)?ModuleNotFoundError: No module named '([^'.]+)/, ([, name]) => dependency(name)],
    [
      /cannot load such file -- ([\w-]+) \(LoadError\)|^cannot load such file -- ([\w-]+)$/,
      ([, name, other]) => dependency(name ?? other),
    ],
    [
      /no required module provides package ([^\s;]+)|missing go\.sum entry for (?:module providing package |go\.mod file needed .*?)?([^\s;]+)/,
      ([, name, other]) => dependency(name ?? other),
    ],
    [/^\S+\.go:\d+:\d+: cannot find module providing package ([^\s:]+)/, ([, name]) => dependency(name)],
    [
      /^error(?:\[E0463\])?: (?:no matching package named|can't find crate for) `([^`]+)`/,
      ([, name]) => dependency(name),
    ],
    [
      /^error: failed to (?:get|download|select a version for|load source for dependency) `([^`]+)`/,
      ([, name]) => dependency(name),
    ],
    [/^Could not find gem '([^' ]+)/, ([, name]) => dependency(name)],
    [
      /^(?:bundler: )?(?:.*: )?Could not find (\S+?)(?:-[\d.]+\S*)?(?:, \S+)* in (?:any of the sources|locally installed gems)/,
      ([, name]) => dependency(name),
    ],
    [/\berror NU1101: Unable to find package (\S+?)\./, ([, name]) => dependency(name)],
    [/^(?:\[ERROR\] )?.*Could not find artifact (\S+)/, ([, name]) => dependency(name)],
    [/^> Could not (?:find|resolve) ([\w.-]+:[\w.:-]+?)\.?$/, ([, name]) => dependency(name)],
    [
      /^Package '?(\S+?)'?,? (?:was not found in the pkg-config search path|required by .* not found)/,
      ([, name]) => dependency(name),
    ],
  ],
  setup: [
    word(
      /Cannot open file "(?:\S*\/)?vendor\/autoload\.php"|Failed opening required '\S*vendor\/autoload\.php'|require\(\S*vendor\/autoload\.php\): Failed to open/i,
      install,
    ),
    word(
      /node_modules missing, did you mean to install|doesn't seem to have been installed|Couldn't find the node_modules state file/,
      install,
    ),
    word(
      /^Run `bundle install` to install missing gems|^Unchecked dependencies for environment |run "mix deps\.get"/,
      install,
    ),
    word(
      /^(?:\[ERROR\] )?.*Could not resolve (?:dependencies for project|all (?:files|dependencies|artifacts) for configuration)|Non-resolvable parent POM|^\[ERROR\] Plugin \S+ or one of its dependencies could not be resolved/,
      install,
    ),
    word(/(?:^|\W)ERR_PNPM_UNSUPPORTED_ENGINE\b/, version),
    [
      /(?:^|\W)(ERR_PNPM_(?!NO_SCRIPT\b|RECURSIVE_(?:RUN_FIRST_FAIL|FAIL)\b)\w+)/,
      ([, code]) => `pnpm could not start it (${code})`,
    ],
    word(
      /^npm (?:error|ERR!) code EBADENGINE|^error .*The engine "\w+" is incompatible|^\S+ requires (?:Node(?:\.js)?|Python) (?:version )?[\d'>=^]/i,
      version,
    ),
    word(
      /cannot be built because it requires rustc|^go: .*requires go >= ?[\d.]+ \(running go|^error: (?:package|rustc) .* (?:requires|is not supported by) .*rustc|release version \d+ not supported/,
      version,
    ),
    word(/^The current \.NET SDK does not support|^You must install or update \.NET to run/, version),
    word(
      /^(?:\S+: )?failed to load config from |^⎯+ Startup Error ⎯+$|^● (?:Validation Error|Multiple configurations found):?/,
      config,
    ),
    word(
      /^Error: Could not find a config file based on provided values|^(?:\S+: )?(?:Error: )?(?:Invalid configuration|Cannot read config file|Failed to load (?:config|plugin|parser)) ?\S*/,
      config,
    ),
    word(
      /^ESLint couldn't find (?:an? |the )?(?:eslint\.config|config|plugin)|^Configuration for rule .* is invalid|^Error: Cannot find config/i,
      config,
    ),
    word(/^error TS(?:5058|5083|6053|5057|5081)\b/, config),
    word(
      /^(?:ERROR: usage: .*|\S*pytest\S*: error: |.*: error: )unrecognized arguments: |^ImportError while loading conftest|^ERROR: .*pyproject\.toml: |^ERROR: file or directory not found: /,
      config,
    ),
    word(
      /^CMake Error: (?:The source directory|could not find CMAKE|CMAKE_\w+_COMPILER not set)|^No CMAKE_\w+_COMPILER could be found/,
      config,
    ),
    [/JavaScript heap out of memory/, () => memory],
    word(
      /^(?:.*\d+ )?Killed(?: +\S.*)?$|^npm (?:error|ERR!) signal SIGKILL|\(signal: 9, SIGKILL: kill\)|Command (?:was killed|failed) with signal "?SIGKILL/,
      "killed (out of memory?)",
    ),
    word(
      /java\.lang\.OutOfMemoryError|^fatal error: runtime: out of memory|Cannot allocate memory$|\bENOMEM\b/,
      memory,
    ),
    word(/\bENOSPC\b|No space left on device/, "the disk is full"),
  ],
  surroundings: [
    [/\bECONNREFUSED\b ?(\S*:\d+)?/, ([, place]) => refused(place)],
    word(
      /could not connect to server|connection to server .* failed|Can't connect to (?:local )?MySQL server|Mongo(?:ServerSelection|Network)Error|Connection refused/i,
      "no database answers",
    ),
    word(
      /the input device is not a TTY|(?:stdin|stdout|input) is not a (?:tty|terminal)|^(?:.*: )?not a tty$|Raw mode is not supported|Inappropriate ioctl for device|_NO_TTY\b/i,
      "it needs a terminal",
    ),
    [
      /\bEADDRINUSE\b.*?(:\d+)?$|[Aa]ddress already in use|Port (\d+) is (?:already )?in use/,
      ([, place, port]) => `the port ${(place ?? port ?? "").replace(":", "")} is in use`.replace("  ", " "),
    ],
    word(/\bEACCES\b: permission denied|^(?:\S+: )*Permission denied$/, "permission denied"),
    word(
      /\b(?:ENOTFOUND|EAI_AGAIN|ENETUNREACH)\b|Could not resolve host|Network is unreachable|Temporary failure in name resolution|dial tcp: lookup/,
      network,
    ),
  ],
};

/** What a test says that could not reach its database or service. */
export const refusals: readonly Cause[] = causes.surroundings.slice(0, 2);

function refused(place: string | undefined): string {
  return place === undefined
    ? "no database or service answers"
    : `no database or service answers at ${place}`;
}

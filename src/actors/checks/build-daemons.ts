/**
 * Whether a command line is that of a daemon which build tools start for all later builds: one that ends with the
 * check makes every check a cold one.
 */
export function isBuildDaemon(commandLine: string): boolean {
  return buildDaemons.some((pattern) => pattern.test(commandLine));
}

/** An own name of the program, with or without its folder. */
const program = (name: string) => new RegExp(`^(?:\\S*/)?${name}(?:\\s|$)`);
/** A script that an interpreter runs. */
const script = (name: string) => new RegExp(`(?:^|[\\s/])${name}(?:\\.[cm]?js|\\.py|\\.exe)?(?:\\s|$)`);

const buildDaemons: readonly RegExp[] = [
  // Java, Kotlin, Scala
  /\borg\.gradle\.launcher\.daemon\b/,
  /\borg\.jetbrains\.kotlin\.daemon\b/,
  /\borg\.mvndaemon\.mvnd\b/,
  /\bbloop\.Bloop\b/,
  /\bcom\.martiansoftware\.nailgun\b/,
  /\bsbt-launch\S*\.jar\b/,
  // JavaScript
  /\bnx\/(?:src|dist)\/daemon\/server\//,
  /(?:^|[\s/])turbo(?:\.exe)?\s(?:.*\s)?daemon(?:\s|$)/,
  script("eslint_d"),
  script("prettierd"),
  program("flow(?:-bin)?"),
  program("watchman"),
  // C, C++, Rust
  program("sccache"),
  program("ccache"),
  program("distccd"),
  program("iceccd"),
  // Bazel, Buck, Pants
  /^(?:\S*\/)?bazel\(/,
  /\bA-server\.jar\b/,
  /^(?:\S*\/)?buck2?d(?:\[|\s|$)/,
  /\bcom\.facebook\.buck\b/,
  script("pantsd"),
  // .NET
  /\bVBCSCompiler\b/,
  /\bMSBuild\b.*\/node(?:mode|reuse):/i,
  /\brzc\.dll\b/,
  // Python, Ruby, Erlang, Android
  script("dmypy"),
  /\bmypy\.dmypy\b/,
  /^spring (?:server|app)\b/,
  program("epmd"),
  /^(?:\S*\/)?adb\s.*\bfork-server\b/,
];

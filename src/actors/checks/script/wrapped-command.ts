/** A command without what only starts it. */
export interface Unwrapped {
  words: string[];
  /** What `NAME=value`, `env` and `cross-env` set for it. */
  env: Record<string, string>;
}

/** Words that start another command, and the options of theirs that take a value. */
const wrappers: readonly { words: string; withValue?: RegExp }[] = [
  { words: "cross-env" },
  { words: "cross-env-shell" },
  { words: "env", withValue: /^(?:-u|--unset|-C|--chdir)$/ },
  { words: "dotenv", withValue: /^-[cevp]$/ },
  { words: "dotenvx run", withValue: /^(?:-f|--env-file)$/ },
  { words: "npx", withValue: /^(?:-p|--package)$/ },
  { words: "npm exec", withValue: /^(?:-p|--package)$/ },
  { words: "pnpm exec" },
  { words: "pnpm dlx" },
  { words: "pnpx" },
  { words: "yarn exec" },
  { words: "yarn dlx" },
  { words: "bunx" },
  { words: "bun x" },
  { words: "time" },
  { words: "exec" },
  { words: "command" },
  { words: "nice", withValue: /^-n$/ },
  { words: "xvfb-run", withValue: /^-[sn]$/ },
  { words: "poetry run" },
  { words: "uv run", withValue: /^(?:--(?:with|group|extra|python|package|project|directory)|-p)$/ },
  { words: "pipenv run" },
  { words: "pdm run" },
  { words: "rye run" },
  { words: "hatch run" },
  { words: "bundle exec" },
  { words: "c8", withValue: /^(?:-r|--(?:reporter|include|exclude|src|reports-dir))$/ },
  { words: "nyc", withValue: /^(?:-r|--(?:reporter|include|exclude|report-dir))$/ },
  { words: "coverage run", withValue: /^--(?:source|include|omit|rcfile)$/ },
];

/** Takes assignments and wrappers off, however many there are. */
export function unwrapped(words: readonly string[]): Unwrapped {
  const env: Record<string, string> = {};
  let rest = [...words];
  for (;;) {
    const [first = ""] = rest;
    const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(first);
    const wrapper = wrappers.find((other) => startsWith(rest, other.words));
    if (assignment?.[1]) {
      env[assignment[1]] = assignment[2] ?? "";
      rest = rest.slice(1);
    } else if (first === "timeout") rest = afterOptions(rest.slice(1), /^-[ks]$/).slice(1);
    else if (wrapper) {
      const after = afterOptions(rest.slice(wrapper.words.split(" ").length), wrapper.withValue);
      if (after.length === 0) return { words: rest, env };
      // `coverage run -m pytest`, `uv run -m pytest`
      rest = after[0] === "-m" ? ["python", ...after] : after;
    } else return { words: rest, env };
  }
}

function startsWith(words: readonly string[], start: string): boolean {
  return start.split(" ").every((word, at) => words[at] === word);
}

function afterOptions(words: readonly string[], withValue?: RegExp): string[] {
  let at = 0;
  for (; words[at]?.startsWith("-") && words[at] !== "-m"; at += 1) {
    if (words[at] === "--") return words.slice(at + 1);
    if (withValue?.test(words[at] ?? "")) at += 1;
  }
  return words.slice(at);
}

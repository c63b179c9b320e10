import { failureMessage } from "../failure-message.js";
import { type ResultReader, ResultsError } from "../result-reader.js";
import type { Crash, TestCase } from "../test-report.js";

/** The lines of `go test -json`; what else was printed between them is left out. */
export const readGoJson: ResultReader = (text) => {
  const lines = text.split(/\r?\n/);
  const events = lines.flatMap((line) => eventOf(line) ?? []);
  if (events.length === 0) return undefined;
  const packages = new Map<string, GoPackage>();
  for (const event of events) {
    const name = event.Package ?? "";
    const known = packages.get(name) ?? { tests: new Map(), output: "", builds: event.FailedBuild };
    packages.set(name, known);
    follow(known, event);
  }
  const built = buildErrors(lines, events);
  const tests = [...packages].flatMap(([name, { tests }]) => casesOf(name, tests));
  const crashes = [...packages].flatMap(([name, known]) => crashesOf(name, known, built));
  const told = new Set(crashes.map((crash) => crash.package));
  const unbuilt = lines.flatMap((line) => /^FAIL\t(\S+) \[(?:build|setup) failed\]$/.exec(line)?.[1] ?? []);
  for (const name of unbuilt.filter((other) => !told.has(other))) {
    crashes.push({ package: name, message: failureMessage(built.get(name), `${name} does not build`) });
  }
  return { tests, crashes };
};

/** What `go test` would have printed: the output of the events, and every other line as it is. */
export function goText(text: string): string {
  return text
    .split(/(?<=\n)/)
    .map((line) => {
      const event = eventOf(line);
      return event ? (event.Output ?? "") : line;
    })
    .join("");
}

interface GoEvent {
  Action: string;
  Package?: string;
  ImportPath?: string;
  Test?: string;
  Output?: string;
  FailedBuild?: string;
}

interface GoTest {
  result: "run" | "pass" | "fail" | "skip";
  output: string;
}

interface GoPackage {
  tests: Map<string, GoTest>;
  output: string;
  result?: string;
  builds?: string | undefined;
}

function eventOf(line: string): GoEvent | undefined {
  const trimmed = line.trim();
  if (!/^\{.*"Action":/.test(trimmed)) return undefined;
  try {
    const event = JSON.parse(trimmed) as Partial<GoEvent>;
    return typeof event.Action === "string" ? (event as GoEvent) : undefined;
  } catch (cause) {
    throw new ResultsError("a line of go test -json is cut", { cause });
  }
}

function follow(known: GoPackage, event: GoEvent): void {
  const { Action: action, Test: name, Output: output = "" } = event;
  known.builds ??= event.FailedBuild;
  if (name === undefined) {
    if (action === "output") known.output += output;
    else if (action === "pass" || action === "fail" || action === "skip") known.result = action;
    return;
  }
  const test = known.tests.get(name) ?? { result: "run", output: "" };
  known.tests.set(name, test);
  if (action === "output" && test.output.length < maxOutput) test.output += output;
  if (action === "pass" || action === "fail" || action === "skip") test.result = action;
}

const maxOutput = 40_000;

/** A test with subtests is their suite, unless it failed and none of them did. */
function casesOf(name: string, tests: ReadonlyMap<string, GoTest>): TestCase[] {
  const parents = new Map<string, boolean>();
  for (const [path, { result }] of tests) {
    for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
      const parent = path.slice(0, at);
      parents.set(parent, (parents.get(parent) ?? false) || result === "fail");
    }
  }
  return [...tests].flatMap(([path, { result, output }]): TestCase[] => {
    const hasFailedChild = parents.get(path);
    if (hasFailedChild === true || (hasFailedChild === false && result !== "fail")) return [];
    const at = path.lastIndexOf("/");
    return [
      {
        package: name,
        suite: at < 0 ? undefined : path.slice(0, at).replaceAll("/", " > "),
        name: path.slice(at + 1),
        status: result === "pass" ? "passed" : result === "skip" ? "skipped" : "failed",
        ...((result === "fail" || result === "run") && { message: goMessage(output, result) }),
      },
    ];
  });
}

function goMessage(output: string, result: string): string {
  const lines = output.split("\n").filter((line) => !/^\s*(?:=== |--- [A-Z]+: )/.test(line));
  const panic = lines.find((line) => /^(?:panic|fatal error): /.test(line));
  const logged = lines.map((line) => line.replace(/^\s*\S+\.go:\d+: /, "").trim()).join("\n");
  return failureMessage(panic, logged, result === "run" ? "the test did not end" : undefined);
}

/** A package that failed although none of its tests did: it does not build, or its set-up failed. */
function crashesOf(name: string, known: GoPackage, built: ReadonlyMap<string, string>): Crash[] {
  const { tests, output, result } = known;
  if (result === "pass" || result === "skip") return [];
  if (result === undefined && tests.size === 0) return [];
  const isTold = [...tests.values()].some((test) => test.result === "fail" || test.result === "run");
  if (result === "fail" && isTold) return [];
  const said = output
    .split("\n")
    .filter((line) => !/^FAIL\b/.test(line))
    .join("\n");
  const cut = result === undefined ? "the tests of the package did not end" : undefined;
  return [
    { package: name, message: failureMessage(built.get(known.builds ?? name), cut, said, `${name} failed`) },
  ];
}

/** What the compiler said of each package: in events since Go 1.24, before as text below `# package`. */
function buildErrors(lines: readonly string[], events: readonly GoEvent[]): Map<string, string> {
  const errors = new Map<string, string>();
  const add = (name: string, words: string) => errors.set(name, `${errors.get(name) ?? ""}${words}`);
  let name: string | undefined;
  for (const line of lines) {
    const heading = /^# (\S+)(?: \[.*\])?$/.exec(line)?.[1];
    if (heading !== undefined) name = heading;
    else if (/^(?:\{|FAIL\b|ok\b|\?|$)/.test(line)) name = undefined;
    else if (name !== undefined) add(name, `${line}\n`);
  }
  for (const { Action, ImportPath, Output = "" } of events) {
    if (Action === "build-output" && ImportPath && !Output.startsWith("# ")) add(ImportPath, Output);
  }
  return errors;
}

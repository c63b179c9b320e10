import { blockOf, type FoundError, frameFile, isFrame, joinedMessage } from "./found-error.js";

/** The failing tests of vitest, jest, mocha, pytest, `go test` and `cargo test`. */
export function testErrors(lines: readonly string[]): FoundError[] {
  return [vitestErrors, jestErrors, mochaErrors, pytestErrors, goErrors, cargoPanics, cargoResults].flatMap(
    (read) => read(lines),
  );
}

/** The project's name stands before the file: between bars, or between the spaces that were coloured. */
const vitestFailed = /^ FAIL {2}(?:\|[^|]+\| |(?: \S+)+ {2})?(\S.*?\.\w+)(?: > (.*)| \[ )/;

export function vitestErrors(lines: readonly string[]): FoundError[] {
  const isEnd = (line: string) => /^(?:⎯|- Expected)/.test(line) || isFrame(line);
  return lines.flatMap((line, at): FoundError[] => {
    const match = vitestFailed.exec(line);
    if (!match) return [];
    const [, file, test] = match;
    const body = blockOf(lines, at + 1, isEnd).filter((other) => !vitestFailed.test(other));
    return [{ at, file, test, message: joinedMessage(body) || "failed" }];
  });
}

export function jestErrors(lines: readonly string[]): FoundError[] {
  let file: string | undefined;
  return lines.flatMap((line, at): FoundError[] => {
    file = /^ ?FAIL (?:.* )?(\S+\.\w+)(?: \([^()]+\))?$/.exec(line)?.[1] ?? file;
    const name = /^ {2}● (.+)/.exec(line)?.[1];
    if (name === undefined || file === undefined || name === "Console") return [];
    const isEnd = (other: string) => /^(?: {0,2}\S|[ >]+\d+ \|)/.test(other) || isFrame(other);
    const body = blockOf(lines, at + 1, isEnd).map((other) => other.trim());
    const value = (label: string) =>
      body
        .find((other) => other.startsWith(`${label}:`))
        ?.slice(label.length + 1)
        .trim();
    const [expected, received] = [value("Expected"), value("Received")];
    const isCompared = expected !== undefined && received !== undefined;
    const message = isCompared ? `expected ${expected}, received ${received}` : joinedMessage(body);
    const test = name === "Test suite failed to run" ? undefined : name.replaceAll(" › ", " > ");
    return [{ at, file, test, message: message || "failed" }];
  });
}

/** A title ends with a colon, and so may the names in it: the next of them is indented further than a message. */
export function mochaErrors(lines: readonly string[]): FoundError[] {
  const numbered = /^ {2}\d+\) (.*)/;
  let isList = false;
  return lines.flatMap((line, at): FoundError[] => {
    isList ||= /^ {2}\d+ failing$/.test(line);
    const first = numbered.exec(line)?.[1];
    if (!isList || first === undefined) return [];
    const body = [first, ...blockOf(lines, at + 1, (other) => numbered.test(other))];
    const titleEnd = body.findIndex(
      (other, index) => other.endsWith(":") && !body[index + 1]?.startsWith("       "),
    );
    if (titleEnd < 0) return [];
    const titles = body.slice(0, titleEnd + 1).map((other) => other.trim());
    const rest = body.slice(titleEnd + 1);
    const message = joinedMessage(
      blockOf(rest, 0, (other) => isFrame(other) || other.trim() === "+ expected - actual"),
    );
    return [
      { at, file: frameFile(rest), test: titles.join(" > ").slice(0, -1), message: message || "failed" },
    ];
  });
}

/** Only a Python file may stand without a test: of other names, a sentence could end with them. */
const pytestFailed =
  /^(?:FAILED|ERROR) ([^:]+?\.py|[^:]+\.\w+(?=::))(?:::([^[]+?(?:\[.*?\])?))?(?: - (.*))?$/;

export function pytestErrors(lines: readonly string[]): FoundError[] {
  const causes = pytestCauses(lines);
  let isSummary = false;
  return lines.flatMap((line, at): FoundError[] => {
    isSummary ||= /^=+ short test summary info =+$/.test(line);
    const match = pytestFailed.exec(line);
    if (!isSummary || !match) return [];
    const [, file = "", test, told] = match;
    const cause = causes.get((test ?? file).replaceAll("::", "."));
    const isCut = told === undefined || cause?.startsWith(told.replace(/\.\.\.$/, ""));
    return [{ at, file, test, message: joinedMessage([(isCut ? cause : told) ?? "failed"]) }];
  });
}

/** The first `E` line below each heading, for where the summary has no room for the whole message. */
function pytestCauses(lines: readonly string[]): Map<string, string> {
  const causes = new Map<string, string>();
  let name = "";
  for (const line of lines) {
    const heading = /^_+ (?!_ )(?:ERROR (?:collecting|at \w+ of) )?(.+) _+$/.exec(line)?.[1];
    if (heading !== undefined) name = heading.replaceAll("::", ".");
    else if (/^E {3,}\S/.test(line) && !causes.has(name)) causes.set(name, line.slice(1).trim());
  }
  return causes;
}

const goHeading = /^(?:=== [A-Z]+ +| *--- ([A-Z]+): )(\S+)(?: \([\d.]+s\))?$/;
const goLog = /^\s+(\S+\.go):\d+:(?: (.*))?$/;

/** What a test logs is below its result, with `-v` above it, below the lines that say that it runs. */
export function goErrors(lines: readonly string[]): FoundError[] {
  const failed: { at: number; name: string; body: string[]; package?: string | undefined }[] = [];
  let isNew = 0;
  const bodies = new Map<string, string[]>();
  let body: string[] | undefined;
  for (const [at, line] of lines.entries()) {
    const heading = goHeading.exec(line);
    if (heading) {
      const [, result, name = ""] = heading;
      body = bodies.get(name) ?? [];
      if (result === undefined) bodies.set(name, body);
      else bodies.delete(name);
      if (result === "FAIL") failed.push({ at, name, body });
    } else if (line.startsWith("FAIL\t")) {
      for (const test of failed.slice(isNew)) test.package = line.split("\t")[1];
      isNew = failed.length;
      bodies.clear();
      body = undefined;
    } else body?.push(line);
  }
  return failed.flatMap((test, index) => {
    const isParent = failed[index + 1]?.name.startsWith(`${test.name}/`);
    const { file, message } = goMessage(test.body);
    return isParent && file === undefined
      ? []
      : [{ at: test.at, package: test.package, file, test: test.name, message }];
  });
}

/** The first that a test logged, with the lines of it that are indented further. */
function goMessage(body: readonly string[]): { file: string | undefined; message: string } {
  const from = body.findIndex((line) => goLog.test(line));
  const [file, first = ""] = goLog.exec(body[from] ?? "")?.slice(1) ?? [];
  const isEnd = (line: string) => !/^(?: {8}|$)/.test(line) || goLog.test(line);
  const more = from < 0 ? [] : blockOf(body, from + 1, isEnd);
  const panic = body.find((line) => line.startsWith("panic: "));
  return { file, message: panic ?? (joinedMessage([first, ...more]) || "failed") };
}

export function cargoPanics(lines: readonly string[]): FoundError[] {
  return lines.flatMap((line, at): FoundError[] => {
    if (!line.startsWith("thread '")) return [];
    const match = /^thread '(.+?)' (?:\(\d+\) )?panicked at (?:'([\s\S]*?)', )?(\S+?):\d+:\d+:?(?:\n|$)/.exec(
      lines.slice(at, at + 10).join("\n"),
    );
    if (!match) return [];
    const [, test, old, file] = match;
    const body = blockOf(lines, at + 1, (other) => other === "" || /^(?:stack backtrace|note):/.test(other));
    const message = joinedMessage(old?.split("\n") ?? body) || "failed";
    return [{ at, file, test: test === "main" ? undefined : test, message }];
  });
}

/** A test that returns an error, or should have panicked, says so below its heading and nowhere else. */
export function cargoResults(lines: readonly string[]): FoundError[] {
  const heading = /^---- (\S+) stdout ----$/;
  return lines.flatMap((line, at): FoundError[] => {
    const test = heading.exec(line)?.[1];
    if (test === undefined) return [];
    const body = blockOf(lines, at + 1, (other) => other === "failures:" || heading.test(other));
    const message = body.find((other) => /^(?:Error: |note: test did not panic)/.test(other));
    const isPanic = body.some((other) => other.startsWith(`thread '${test}' `));
    return message === undefined || isPanic ? [] : [{ at, test, message }];
  });
}

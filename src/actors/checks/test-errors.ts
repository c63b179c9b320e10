import { blockOf, type FoundError, frameFile, isFrame, joinedMessage } from "./found-error.js";

/** The failing tests of vitest, jest, mocha, pytest, `go test` and `cargo test`. */
export function testErrors(lines: readonly string[]): FoundError[] {
  return [vitestErrors, jestErrors, mochaErrors, pytestErrors, goErrors, cargoErrors].flatMap((read) =>
    read(lines),
  );
}

function vitestErrors(lines: readonly string[]): FoundError[] {
  const isEnd = (line: string) =>
    /^[⎯]{3,}/.test(line.trim()) || /^\s+❯ |^\s*FAIL {2}/.test(line) || isFrame(line);
  return lines.flatMap((line, at): FoundError[] => {
    const [, file, test] = /^\s*FAIL {2}(?:\|[^|]+\| )?(\S.*?\.\w+)(?: > (.*)| \[ .* \])$/.exec(line) ?? [];
    if (file === undefined) return [];
    const next = lines.slice(at + 1, at + 50).findIndex((other) => !/^\s*FAIL {2}/.test(other));
    const body = blockOf(
      lines,
      at + 1 + next,
      (other) => isEnd(other) || /^[-+] (?:Expected|Received)/.test(other),
    );
    return [{ at, file, test, message: joinedMessage(body) || "failed" }];
  });
}

function jestErrors(lines: readonly string[]): FoundError[] {
  let file: string | undefined;
  return lines.flatMap((line, at): FoundError[] => {
    file = /^\s*FAIL (?! )(?:.* )?(\S+\.\w+)(?: \([\d.]+ m?s\))?$/.exec(line)?.[1] ?? file;
    const name = /^ {2}● (.+)$/.exec(line)?.[1];
    if (name === undefined || file === undefined || name.startsWith("Console")) return [];
    const isEnd = (other: string) => /^ {2}● |^\s+>? *\d+ \|/.test(other) || isFrame(other);
    const body = blockOf(lines, at + 1, isEnd).map((other) => other.trim());
    const value = (label: string) =>
      body
        .find((other) => other.startsWith(`${label}:`))
        ?.slice(label.length + 1)
        .trim();
    const [expected, received] = [value("Expected") ?? value("Expected value"), value("Received")];
    const isCompared = expected !== undefined && received !== undefined;
    const message = isCompared ? `expected ${expected}, received ${received}` : joinedMessage(body);
    const test = name === "Test suite failed to run" ? undefined : name.replaceAll(" › ", " > ");
    return [{ at, file, test, message: message || "failed" }];
  });
}

function mochaErrors(lines: readonly string[]): FoundError[] {
  const start = lines.findIndex((line) => /^ {2}\d+ failing$/.test(line));
  if (start < 0) return [];
  const isTitle = (line: string) => /^ {2}\d+\) /.test(line);
  return lines.flatMap((line, at): FoundError[] => {
    if (at < start || !isTitle(line)) return [];
    const body = blockOf(lines, at + 1, isTitle);
    const titleEnd = line.endsWith(":") ? 0 : body.findIndex((other) => other.endsWith(":")) + 1;
    const titles = [line.replace(/^ {2}\d+\) /, ""), ...body.slice(0, titleEnd)].map((other) => other.trim());
    const rest = body.slice(titleEnd);
    const message = joinedMessage(
      blockOf(rest, 0, (other) => isFrame(other) || /^\s*\+ expected - actual/.test(other)),
    );
    return [
      { at, file: frameFile(rest), test: titles.join(" > ").replace(/:$/, ""), message: message || "failed" },
    ];
  });
}

function pytestErrors(lines: readonly string[]): FoundError[] {
  const start = lines.findIndex((line) => /^=+ short test summary info =+$/.test(line));
  if (start < 0) return [];
  const causes = pytestCauses(lines.slice(0, start));
  return lines.flatMap((line, at): FoundError[] => {
    const match = at > start ? /^(?:FAILED|ERROR) ([^\s:]+\.py)(?:::(.+?))?(?: - (.*))?$/.exec(line) : null;
    if (!match) return [];
    const [, file, test, told] = match;
    const cause = told ?? causes.get(test?.replaceAll("::", ".") ?? file ?? "") ?? "failed";
    return [{ at, file, test, message: joinedMessage([cause]) }];
  });
}

/** The first `E` line below each heading, for where the summary says no more than the name. */
function pytestCauses(lines: readonly string[]): Map<string, string> {
  const causes = new Map<string, string>();
  let name = "";
  for (const line of lines) {
    const heading = /^_{3,} (?:ERROR (?:collecting|at \w+ of) )?(.+) _{3,}$/.exec(line)?.[1];
    if (heading !== undefined) name = heading;
    else if (/^E {3,}\S/.test(line) && !causes.has(name)) causes.set(name, line.slice(1).trim());
  }
  return causes;
}

function goErrors(lines: readonly string[]): FoundError[] {
  const names = lines.map((line) => /^\s*--- FAIL: (\S+) \([\d.]+s\)$/.exec(line)?.[1]);
  const parents = new Set(
    names.flatMap((name) => (name?.includes("/") ? [name.slice(0, name.lastIndexOf("/"))] : [])),
  );
  return lines.flatMap((_, at): FoundError[] => {
    const name = names[at];
    if (name === undefined) return [];
    const isEnd = (other: string) => /^\s*(?:---|===) |^(?:FAIL|PASS|ok)\b/.test(other);
    const body = blockOf(lines, at + 1, isEnd);
    const logged = body.flatMap((other) => /^\s+(\S+\.go):\d+: (.*)$/.exec(other)?.slice(1, 3) ?? []);
    if (logged.length === 0 && parents.has(name)) return [];
    const panic = body.find((other) => other.startsWith("panic: "));
    const [file, first] = logged;
    const more = body.slice(1).filter((other) => logged.length === 2 && /^\s{8,}\S/.test(other));
    return [{ at, file, test: name, message: panic ?? joinedMessage([first ?? "failed", ...more]) }];
  });
}

function cargoErrors(lines: readonly string[]): FoundError[] {
  return lines.flatMap((line, at): FoundError[] => {
    const match = /^thread '(.+?)' (?:\(\d+\) )?panicked at (?:'(.*)', )?(\S+?):\d+:\d+:?$/.exec(line);
    if (!match) return [];
    const [, test, old, file] = match;
    const body = blockOf(lines, at + 1, (other) => other === "" || /^(?:stack backtrace|note):/.test(other));
    return [{ at, file, test: test === "main" ? undefined : test, message: old ?? joinedMessage(body) }];
  });
}

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { couldNotRun } from "../../../../src/actors/checks/output/could-not-run.js";

const recorded = (name: string) =>
  readFileSync(new URL(`recorded/missing/${name}.txt`, import.meta.url), "utf8");
const reason = (output: string, exitCode = 1, command = "npm test") =>
  couldNotRun({ exitCode, output, command });

describe("a check that could not run", () => {
  it.each([
    ["npm", "the tool vitest is missing"],
    ["nested-npm", "the tool vitest is missing"],
    ["pnpm", "the tool vitest is missing"],
    ["cross-env", "the tool cross-env is missing"],
    ["make", "the tool vitest is missing"],
    ["npx", "the tool vitest is missing"],
    ["uv", "the tool uv is missing"],
    ["python-module", "the tool nope is missing"],
    ["pnpm-no-script", "the script nope is missing"],
    ["node-spec-dependency", "the dependency left-pad is missing"],
    ["node-tap-dependency", "the dependency left-pad is missing"],
    ["jest-dependency", "the dependency left-pad is missing"],
    ["mocha-dependency", "the dependency left-pad is missing"],
    ["pytest-dependency", "the dependency leftpad is missing"],
    ["python-dependency", "the dependency leftpad is missing"],
    ["go-dependency", "the dependency github.com/stretchr/testify/assert is missing"],
    ["cargo-dependency", "the dependency left-pad-nope is missing"],
    ["composer", "its dependencies are not installed"],
    ["vitest-config", "its configuration does not load"],
    ["jest-config", "its configuration does not load"],
    ["out-of-memory", "it ran out of memory"],
    ["no-service", "no database or service answers at 127.0.0.1:1"],
  ])("says why: %s", (name, expected) => {
    expect(reason(recorded(name))).toBe(expected);
  });

  it.each([
    [137, null, "killed (out of memory?)"],
    [143, null, "killed by SIGTERM"],
    [null, "SIGKILL", "killed (out of memory?)"],
    [null, "SIGHUP", "killed by SIGHUP"],
  ] as const)("was killed: exit code %s, signal %s", (exitCode, signal, expected) => {
    expect(couldNotRun({ exitCode, signal, output: "", command: "make test" })).toBe(expected);
  });

  it.each([
    ["a terminal", "the input device is not a TTY", "it needs a terminal"],
    ["a database", "psycopg2.OperationalError: could not connect to server: refused", "no database answers"],
    ["a port", "Error: listen EADDRINUSE: address already in use :::3000", "the port 3000 is in use"],
    ["an engine", "npm error code EBADENGINE", "it needs another version of its language or tools"],
    [
      "an install",
      "ERR_PNPM_OUTDATED_LOCKFILE  Cannot install",
      "pnpm could not start it (ERR_PNPM_OUTDATED_LOCKFILE)",
    ],
    ["the network", "npm error getaddrinfo EAI_AGAIN registry.example", "the network is unreachable"],
    ["a gem", "Could not find gem 'rspec' in locally installed gems.", "the dependency rspec is missing"],
    ["permission", "sh: 1: ./check.sh: Permission denied", "permission denied"],
  ])("lacks %s", (_, output, expected) => {
    expect(reason(output)).toBe(expected);
  });

  it("is told although its exit code was swallowed, where the tool is the one it asked for", () => {
    expect(reason(recorded("npm"), 0)).toBe("the tool vitest is missing");
    expect(reason("sh: 1: vitest: not found", 0, "vitest run || true")).toBe("the tool vitest is missing");
    expect(reason("sh: 1: git: not found\nall files are fine", 0, "npm run lint")).toBeUndefined();
  });

  it("is one in which no test reached its database", () => {
    const output = [
      "test_shop.py::test_adds FAILED",
      "=========================== short test summary info ============================",
      "FAILED test_shop.py::test_adds - ConnectionError: connect ECONNREFUSED 127.0.0.1:5432",
      "============================== 1 failed in 0.12s ===============================",
    ].join("\n");
    expect(reason(output)).toBe("no database or service answers at 127.0.0.1:5432");
  });
});

describe("a check that ran", () => {
  it("is one whose own file is missing", () => {
    expect(reason(recorded("node-own-file"))).toBeUndefined();
  });

  it("is one of which a test ran, whatever it printed", () => {
    const output =
      "sh: 1: git: not found\n\n  1 passing (3ms)\n  1 failing\n\n  1) shop\n       adds:\n\n      Error: late\n";
    expect(reason(output)).toBeUndefined();
  });

  it("is one of which a package ran, where another one lacks a dependency", () => {
    expect(reason(`${recorded("go-dependency")}ok  \texample.com/x/web\t0.002s\n`)).toBeUndefined();
  });

  it("is one that crashed", () => {
    expect(couldNotRun({ exitCode: null, signal: "SIGSEGV", output: "", command: "./test" })).toBeUndefined();
    expect(reason("Segmentation fault", 139)).toBeUndefined();
  });

  it("is one with other errors beside a missing dependency", () => {
    const output = [
      "FAIL ./a.test.js",
      "  ● Test suite failed to run",
      "",
      "    Cannot find module 'left-pad' from 'a.test.js'",
      "",
      "FAIL ./b.test.js",
      "  ● Test suite failed to run",
      "",
      "    SyntaxError: Unexpected token",
      "",
      "Tests:       0 total",
    ].join("\n");
    expect(reason(output)).toBeUndefined();
  });

  it("is one that failed with words of its own", () => {
    expect(reason("the frobnicator is jammed")).toBeUndefined();
    expect(
      reason("a.ts(1,1): error TS2307: Cannot find module './b' or its type declarations."),
    ).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { missingReason } from "../../../src/actors/checks/missing-command.js";

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;

describe("a command that did not run", () => {
  it.each([
    ["npm", 'npm error Missing script: "lint"'],
    ["npm before 10", 'npm ERR! Missing script: "lint"'],
    ["pnpm", "ERR_PNPM_NO_SCRIPT  Missing script: lint"],
    ["Yarn 1", 'error Command "lint" not found.'],
    ["Yarn 4", 'Usage Error: Couldn\'t find a script named "lint".'],
    ["Bun", 'error: Script not found "lint"'],
    ["make", "make: *** No rule to make target 'lint'.  Stop."],
    ["make without a target", "make: *** No targets specified and no makefile found.  Stop."],
    ["cargo", "error: no such command: `clippy`"],
    ["cargo before 1.70", "error: no such subcommand: `clippy`"],
    ["Python", "/usr/bin/python3: No module named pytest"],
    ["cmd.exe", "'tsc' is not recognized as an internal or external command,"],
    ["npx", "npm error could not determine executable to run"],
    ["npx that may not install", "npm error npx canceled due to missing packages and no YES option"],
  ])("is told in the words of %s, whatever the exit code", (_, said) => {
    expect(missingReason(1, `\n> shop@1.0.0\n  ${red(said)}  \r\nmore\n`, "npm run lint")).toBe(said);
  });

  it.each([
    [127, "sh: 1: tsc: not found"],
    [127, "bash: line 1: tsc: command not found"],
    [127, "sh: ./check.sh: No such file or directory"],
    [126, "sh: 1: ./check.sh: Permission denied"],
    [126, "bash: ./check.sh: cannot execute: required file not found"],
  ])("is told by the shell's exit code %i and its last word", (exitCode, said) => {
    const output = `config.json: not found, using defaults\n${said}\r\nbye\n`;
    expect(missingReason(exitCode, output, "./check.sh")).toBe(said);
  });

  it.each([126, 127])("is named where the shell's exit code %i comes without a word", (exitCode) => {
    expect(missingReason(exitCode, "", "tsc --noEmit")).toBe(
      `"tsc --noEmit" ended with exit code ${exitCode}`,
    );
  });
});

describe("a command that ran", () => {
  const missing = "error: no such command: `clippy`";

  it("is one that succeeded, whatever it printed", () => {
    expect(missingReason(0, missing, "cargo clippy")).toBeUndefined();
  });

  it("is one that failed with words of its own", () => {
    expect(missingReason(1, "the module was not found", "npm test")).toBeUndefined();
    expect(missingReason(125, "permission denied", "npm test")).toBeUndefined();
    expect(missingReason(128, "fatal: not found", "npm test")).toBeUndefined();
  });

  it("is one that printed more than twelve lines, which may quote such a message", () => {
    const lines = (count: number) => [...Array.from({ length: count - 1 }, () => "ok\n\n"), missing].join("");
    expect(missingReason(1, lines(12), "npm test")).toBe(missing);
    expect(missingReason(1, lines(13), "npm test")).toBeUndefined();
  });
});

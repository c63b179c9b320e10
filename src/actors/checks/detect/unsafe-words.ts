import { writesFiles } from "../script/file-writers.js";
import type { ScriptCommand } from "../script/read-script.js";
import { runnerOf } from "../script/test-runners.js";
import { type Unsafe, unsafeTable } from "./unsafe-table.js";

type Command = Pick<ScriptCommand, "words" | "raw" | "env">;

/** Always fetches the tool that it starts. */
const fetching = /(?:^|\s)(?:(?:pnpm|yarn|bun) dlx|pnpx|npx (?:-y|--yes))\s/;

const linters =
  /^(?:eslint|prettier|biome|oxlint|stylelint|ruff|mypy|pyright|tsc|vue-tsc|knip|cspell|markdownlint\S*|black|isort|flake8|pylint|rubocop|phpstan)(?: |$)/;

/** Variables by which test suites rewrite their expectations. */
const updating = /^UPDATE$|UPDATE_?(?:SNAP|GOLDEN|EXPECT|FIXTURE)|^(?:REGEN|BLESS)/;

/** What a tool is told to leave alone does not count. */
const exclusions =
  /(?: --?(?:exclude|ignore|skip|deselect|testPathIgnorePatterns|modulePathIgnorePatterns)\S*?[= ]\S+)| !\S+/gi;

/** Why the commands are not to be run as a check, a part of a sentence; nothing where their words are harmless. */
export function unsafeReason(commands: readonly Command[]): string | undefined {
  for (const command of commands) {
    const line = lineOf(command);
    const why = whyOf(line, command);
    if (why !== undefined) return `it ${why} (${shortened(line)})`;
  }
  return undefined;
}

function whyOf(line: string, command: Command): string | undefined {
  const updates = Object.entries(command.env).some(
    ([name, value]) => updating.test(name) && !/^(?:|0|false|no|none)$/.test(value),
  );
  if (updates || writesFiles([command])) return "rewrites files";
  return rowFor(line, command)?.why ?? (fetching.test(command.raw) ? "installs packages" : undefined);
}

function rowFor(line: string, command: Command): Unsafe | undefined {
  const [program = ""] = line.split(" ");
  const isLinter = linters.test(line);
  const isRunner = runnerOf({ words: command.words }) !== undefined;
  const told = line.replace(exclusions, "");
  return unsafeTable.find(({ programs, line: pattern, unless, spares }) => {
    if (spares !== undefined && (isLinter || (isRunner && spares === "tools"))) return false;
    if (unless?.test(line)) return false;
    return programs?.split(" ").includes(program) === true || pattern?.test(told) === true;
  });
}

function lineOf({ words }: Command): string {
  const [program = "", ...rest] = words;
  const name = program.replace(/^.*[\\/](?=[^\\/]+$)/, "").replace(/\.(?:cmd|exe|bat)$/, "");
  return [name, ...rest].join(" ");
}

function shortened(line: string): string {
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

import type { ScriptCommand } from "./read-script.js";

/** Tools that rewrite the project's files, and the words that say so or say that they do not. */
const writers: readonly { tool: RegExp; writes?: RegExp; unless?: RegExp }[] = [
  {
    tool: /^(?:eslint|xo|standard|semistandard|stylelint|oxlint|tslint|markdownlint(?:-cli2?)?|ruff check|knip|rubocop|standardrb|swiftlint|cspell|ng lint|next lint)\b/,
    writes: /^(?:--fix(?:=\S+|-only)?|-[aA]|--auto-?correct(?:-all)?)$/,
  },
  { tool: /^(?:prettier|dprint|oxfmt)\b/, writes: /^(?:--write|-w|fmt)$/ },
  { tool: /^biome (?:check|lint|format|ci)\b/, writes: /^(?:--write|--fix|--apply(?:-unsafe)?)$/ },
  { tool: /^rome\b/, writes: /^(?:--write|--apply(?:-suggested)?)$/ },
  {
    tool: /^(?:jest|vitest|ava|tap|bun test|playwright test|react-scripts test)\b/,
    writes: /^(?:-u|--update(?:-?snapshots?)?(?:=.*)?|-\w*u)$/i,
  },
  { tool: /^deno fmt\b/, unless: /^--check$/ },
  { tool: /^deno lint\b/, writes: /^--fix$/ },
  { tool: /^cargo (?:\+\S+ )?fmt\b/, unless: /^--check$/ },
  { tool: /^rustfmt\b/, unless: /^--check$/ },
  { tool: /^cargo (?:\+\S+ )?(?:clippy|fix)\b/, writes: /^(?:--fix|fix)$/ },
  { tool: /^(?:gofmt|goimports|gofumpt|gci|shfmt)\b/, writes: /^(?:-w|-[a-z]*w[a-z]*|write)$/ },
  { tool: /^go (?:fmt|mod tidy|generate|fix)\b/ },
  { tool: /^golangci-lint\b/, writes: /^--fix$/ },
  {
    tool: /^(?:black|isort|autopep8|yapf|docformatter|pyupgrade|autoflake)\b/,
    unless: /^(?:--check(?:-only)?|--diff|-c|-d)$/,
  },
  { tool: /^ruff format\b/, unless: /^(?:--check|--diff)$/ },
  { tool: /^clang-format\b/, writes: /^(?:-i|--in-place)$/ },
  { tool: /^(?:php-cs-fixer|php-cs-fixer\.phar) fix\b/, unless: /^--dry-run$/ },
  { tool: /^(?:pint|phpcbf|rector process)\b/, unless: /^(?:--test|--dry-run)$/ },
  { tool: /^mix format\b/, unless: /^--(?:check-formatted|dry-run)$/ },
  { tool: /^(?:terraform|tofu) fmt\b/, unless: /^-check$/ },
  { tool: /^(?:dart|swift) format\b/, unless: /^(?:--output=none|-o|--lint)$/ },
  { tool: /^dotnet format\b/, unless: /^--verify-no-changes$/ },
  {
    tool: /^(?:mvnw?|gradlew?)\b/,
    writes: /(?:^|:)(?:spotless:?apply|ktlintFormat|googleJavaFormat|fmt:format)$/i,
  },
  { tool: /^(?:lint-staged|pretty-quick|sort-package-json|syncpack|pre-commit)\b/, unless: /^--check$/ },
];

/** Whether one of the commands rewrites files of the project, by its words. */
export function writesFiles(commands: readonly Pick<ScriptCommand, "words">[]): boolean {
  return commands.some((command) => writing(command) === true);
}

/** Tools that look at the project's files and never write one. */
const readers =
  /^(?:(?:vue-)?tsc\b.* --noEmit\b|svelte-check|astro check|mypy|(?:based)?pyright|pyre|ty check|flake8|pylint|bandit|vulture|phpstan|psalm|go vet|staticcheck|shellcheck|hadolint|yamllint|depcruise|publint|attw|actionlint|credo|mix credo|brakeman|deno check)\b/;

/** Whether all of the commands are known to only read. */
export function onlyReads(commands: readonly Pick<ScriptCommand, "words">[]): boolean {
  return (
    commands.length > 0 &&
    commands.every((command) => writing(command) === false || readers.test(lineOf(command)))
  );
}

/** Nothing for a tool that is not known. */
function writing({ words }: Pick<ScriptCommand, "words">): boolean | undefined {
  const line = lineOf({ words });
  const writer = writers.find(({ tool }) => tool.test(line));
  if (!writer) return undefined;
  const { writes, unless } = writer;
  return unless
    ? !words.some((word) => unless.test(word))
    : writes === undefined || words.some((word) => writes.test(word));
}

function lineOf({ words }: Pick<ScriptCommand, "words">): string {
  return [words[0]?.replace(/^.*[\\/]/, "") ?? "", ...words.slice(1)]
    .join(" ")
    .replace(/^python[\d.]* -m /, "");
}

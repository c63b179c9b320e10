import { simpleCommands } from "../script/shell-words.js";

/** How a tool's command is changed so that it only reads; applied one after the other. */
const changes: readonly { tool: RegExp; from: RegExp; to: string }[] = [
  {
    tool: /^(?:eslint|xo|standard|stylelint|oxlint|next lint|ng lint|ruff check|golangci-lint|deno lint|markdownlint\S*)(?: |$)/,
    from: /\s--fix(?:=true)?(?=\s|$)/g,
    to: "",
  },
  { tool: /^rubocop(?: |$)/, from: /\s(?:-[aA]|--auto-?correct(?:-all)?)(?=\s|$)/g, to: "" },
  { tool: /^prettier(?: |$)/, from: /\s(?:--write|-w)(?=\s|$)/g, to: " --check" },
  {
    tool: /^biome (?:check|lint|format)(?: |$)/,
    from: /\s--(?:write|fix|apply(?:-unsafe)?|unsafe)(?=\s|$)/g,
    to: "",
  },
  { tool: /^(?:deno fmt|black|isort|cargo fmt|ruff format)(?: .*)?$/, from: /$/, to: " --check" },
  { tool: /^mix format(?: .*)?$/, from: /$/, to: " --check-formatted" },
  {
    tool: /^(?:jest|vitest)(?: |$)/,
    from: /\s(?:-u|--update(?:Snapshot)?|--watch(?:All)?|--ui)(?=\s|$)/g,
    to: "",
  },
  { tool: /^vitest (?:watch|dev)(?= |$)/, from: /^vitest (?:watch|dev)/, to: "vitest run" },
  { tool: /^(?:tsc|vue-tsc)(?: |$)/, from: /\s(?:-w|--watch)(?=\s|$)/g, to: " --noEmit" },
  { tool: /^nx (?:test|lint|build)$/, from: /^nx (\w+)$/, to: "nx run-many -t $1" },
];

/**
 * The same tools without the words that write or watch, where that is certain: plain commands joined by `&&`.
 * `run` starts a tool of the project, like `npx --no-install`.
 */
export function readOnly(script: string, run: string): string | undefined {
  const commands = simpleCommands(script);
  const isPlain = commands.every(
    ({ operator, isNested, isPiped, words, raw }, at) =>
      !raw.includes("$") &&
      !isNested &&
      !isPiped &&
      operator === (at === commands.length - 1 ? "" : "&&") &&
      !/^\w+=/.test(words[0] ?? ""),
  );
  if (!isPlain) return undefined;
  const changed = commands.map(({ raw }) => changedCommand(raw.replace(/^npx (?:--no-install )?/, ""), run));
  return changed.includes(undefined) ? undefined : changed.join(" && ");
}

function changedCommand(raw: string, run: string): string | undefined {
  const own = changes.filter(({ tool }) => tool.test(raw));
  if (own.length === 0) return undefined;
  const text = own.reduce((line, { from, to }) => line.replace(from, to), raw);
  return `${run} ${text}`.trim();
}

import type { ScriptCommand } from "../script/read-script.js";
import { runnerOf } from "../script/test-runners.js";
import { type Answer, runnerRequests } from "./runner-requests.js";

/** How a check's command is run so that it leaves structured results, too. */
export interface ResultRequest {
  command: string;
  /** To be set for the command, beside what is set already. */
  env: Record<string, string>;
  /** Paths and globs, absolute, of what is there afterwards: of files written since the check's start. */
  files: string[];
  /**
   * The command's output holds the results: `go-json` is `go test -json`, from which `goText` makes the text that a
   * person reads, `tap` is TAP.
   */
  readsStdoutAs?: "go-json" | "tap";
  /** Errors outside of tests can leave no trace in the results: the output must be read for them, too. */
  missesCrashes: boolean;
}

export interface AskOptions {
  /** The check's command, and the commands that it leads to. */
  command: string;
  commands: readonly ScriptCommand[];
  /** Absolute, private, empty: one for each run. */
  folder: string;
  /** Absolute. */
  worktree: string;
  /** What the command's environment is without the request. */
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Asks the runners of a check for structured results, and leaves the project's own reporters and files alone. Nothing
 * is asked for unless every test command of the check can be asked: results of some of them would look like all.
 */
export function askForResults({ command, commands, folder, worktree, env }: AskOptions): ResultRequest {
  const nothing: ResultRequest = { command, env: { ...fresh }, files: [], missesCrashes: false };
  const tests = commands.filter((script) => runnerOf(script) !== undefined || isUnknownOfWorkspace(script));
  const asked: Asked[] = [];
  for (const [index, script] of tests.entries()) {
    const runner = runnerOf(script) ?? "";
    const request = runnerRequests[runner];
    const isAlone = !script.isRepeated && tests.filter((other) => runnerOf(other) === runner).length === 1;
    const isSet = request?.variables?.some((name) => script.env[name] !== undefined) === true;
    if (!request || isSet || request.unless?.test(script.words.join(" "))) return nothing;
    const answer = request.ask({ folder, name: `${runner}-${index}`, worktree, env, reporter });
    if (!answer || (request.isOneFile && !isAlone) || !canFollow(answer, script, tests.length))
      return nothing;
    asked.push({ script, answer });
  }
  const answers = asked.map(({ answer }) => answer);
  const readsStdoutAs = answers[0]?.readsStdoutAs;
  return {
    command: withArguments(command, asked),
    env: Object.assign({ ...fresh }, ...answers.map((answer) => answer.env)),
    files: [...new Set(answers.flatMap((answer) => answer.files ?? []))],
    ...(readsStdoutAs && { readsStdoutAs }),
    missesCrashes: answers.some((answer) => answer.missesCrashes === true),
  };
}

interface Asked {
  script: ScriptCommand;
  answer: Answer;
}

/** Turbo and Nx must run the tests, and not replay what they printed the last time. */
const fresh = { TURBO_FORCE: "true", NX_SKIP_NX_CACHE: "true" };

/** What turbo or `pnpm -r` could not be followed into may run any tests. */
function isUnknownOfWorkspace({ words, isRepeated }: ScriptCommand): boolean {
  return isRepeated && /^(?:turbo|nx|lerna|npm|pnpm|yarn)$/.test(words[0] ?? "");
}

function canFollow({ args, insert, readsStdoutAs }: Answer, script: ScriptCommand, count: number): boolean {
  if (args && (!script.append || script.isRepeated)) return false;
  if (insert && (!script.isOwn || !script.append || !insertion(insert.after).test(script.raw))) return false;
  return (
    readsStdoutAs === undefined || (count === 1 && script.isOwn && !script.isRepeated && !script.isPiped)
  );
}

function withArguments(command: string, asked: readonly Asked[]): string {
  const places = asked.flatMap(({ script, answer }): { at: number; text: string }[] => {
    const { args, insert } = answer;
    if (args && script.append) {
      return [{ at: script.append.at, text: `${script.append.separator} ${args.map(quoted).join(" ")}` }];
    }
    if (!insert || !script.append) return [];
    const begin = script.append.at - script.raw.length;
    const found = insertion(insert.after).exec(script.raw);
    return found ? [{ at: begin + found.index + found[0].length, text: ` ${insert.args.join(" ")}` }] : [];
  });
  return places
    .sort((one, other) => other.at - one.at)
    .reduce((text, { at, text: added }) => `${text.slice(0, at)}${added}${text.slice(at)}`, command);
}

function insertion(words: string): RegExp {
  return new RegExp(`\\b${words.replaceAll(" ", "\\s+")}(?=\\s|$)`);
}

function quoted(argument: string): string {
  return /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}

/** A reporter that is shipped with the plugin. */
function reporter(name: string): URL {
  return new URL(`./reporters/${name}`, import.meta.url);
}

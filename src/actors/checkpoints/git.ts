import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { ActorError } from "../../contracts/failure.js";
import { explainGit, explainNoGit, failureText, type GitFailure } from "./git-failure.js";

const defaultTimeoutSeconds = 120;
const keptVariables =
  /^GIT_(?:EXEC_PATH|CEILING_DIRECTORIES|CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))$/;

export interface GitOptions {
  cwd: string;
  input?: string;
  env?: Record<string, string>;
  /** Exit codes besides 0 that are an answer. */
  answers?: readonly number[];
  /** Of the output, only the first bytes are kept. */
  maxBytes?: number;
  /** Takes the output as it comes; then none is kept. */
  onOutput?(chunk: Buffer): void;
  timeoutSeconds?: number;
}

export interface GitOutput {
  exitCode: number;
  stdout: Buffer;
  /** Of the whole output, also of what was not kept. */
  bytes: number;
}

/**
 * Runs git without prompts, hooks, locks that can be avoided, or anything that the environment says about which
 * repository to use.
 *
 * @throws GitError when git cannot be started, takes too long, or ends with another exit code
 */
export function git(args: readonly string[], options: GitOptions): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const command = `git ${args[0]} in ${options.cwd}`;
    const fail = (explained: GitFailure, cause?: unknown) =>
      reject(new GitError(command, explained, errors, { cause }));
    const child = spawn("git", [...settings, ...args], {
      cwd: options.cwd,
      env: { ...cleanEnvironment(), ...options.env },
      stdio: "pipe",
      windowsHide: true,
    });
    const seconds = options.timeoutSeconds ?? defaultTimeoutSeconds;
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail({ words: `it took longer than ${seconds} s` });
    }, seconds * 1_000);
    const chunks: Buffer[] = [];
    let bytes = 0;
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => {
      const room = (options.maxBytes ?? Number.POSITIVE_INFINITY) - bytes;
      bytes += chunk.length;
      if (options.onOutput) options.onOutput(chunk);
      else if (room > 0) chunks.push(chunk.subarray(0, room));
    });
    child.stderr.on("data", (chunk: Buffer) => {
      errors = `${errors}${chunk}`.slice(0, 2_000);
    });
    // git may end before it has read all of its input.
    child.stdin.on("error", () => undefined);
    child.once("error", (error) => {
      clearTimeout(timer);
      fail(explainNoGit(error, existsSync(options.cwd)), error);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      const exitCode = code ?? -1;
      if (exitCode === 0 || options.answers?.includes(exitCode)) {
        resolve({ exitCode, stdout: Buffer.concat(chunks), bytes });
      } else fail(explainGit(errors, options.cwd));
    });
    child.stdin.end(options.input ?? "");
  });
}

/** A failure of git in its own words, with what fixes it. */
export class GitError extends ActorError {
  readonly explained: GitFailure;
  readonly stderr: string;

  constructor(command: string, explained: GitFailure, stderr: string, options: ErrorOptions) {
    const message = `${command} failed: ${failureText(explained)}`;
    super({ kind: "tool", actor: "checkpoint", message }, options);
    this.explained = explained;
    this.stderr = stderr;
  }
}

/** git's answer as one line. */
export async function gitLine(args: readonly string[], options: GitOptions): Promise<string> {
  return (await git(args, options)).stdout.toString("utf8").trimEnd();
}

/** git's answer to a command with `-z`. */
export async function gitList(args: readonly string[], options: GitOptions): Promise<string[]> {
  const list = (await git(args, options)).stdout.toString("utf8").split("\0");
  list.pop();
  return list;
}

const settings = [
  ["core.quotepath", "off"],
  ["core.hooksPath", "/dev/null"],
  ["core.fsmonitor", "false"],
  ["core.autocrlf", "false"],
  ["core.safecrlf", "false"],
  ["core.protectNTFS", "false"],
  ["core.protectHFS", "false"],
  ["gc.auto", "0"],
].flatMap(([key, value]) => ["-c", `${key}=${value}`]);

function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([key]) => !key.startsWith("GIT_") || keptVariables.test(key),
  );
  return { ...Object.fromEntries(kept), GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", LC_ALL: "C" };
}

import { realpath } from "node:fs/promises";
import { basename } from "node:path";
import type { Check, CheckResult } from "../../contracts/check.js";
import { releaseFolder } from "../workspaces/owner-file.js";
import { makeTemporaryFolder } from "../workspaces/temporary-folder.js";
import { createCheckOutput } from "./check-output.js";
import { errorsInFolder } from "./errors-in-folder.js";
import { judgeCheck, type Verdict } from "./judge-check.js";
import { outsideHost } from "./outside-host.js";
import { askForResults, type ResultRequest } from "./results/ask-for-results.js";
import { readResults, readResultText } from "./results/read-results.js";
import { goText } from "./results/readers/go-json.js";
import { ResultsError } from "./results/result-reader.js";
import type { TestReport } from "./results/test-report.js";
import { runCommand } from "./run-command.js";
import { readScript, type ScriptCommand } from "./script/read-script.js";
import { toTestList, writeTestList } from "./weakenings/test-list.js";

export interface RunCheckOptions {
  /** Where the command runs; the files of its errors are told relative to it. */
  cwd: string;
  signal: AbortSignal;
  onOutput?: (text: string) => void;
  /** The whole output is appended here, up to 20 MB. */
  outputFile?: string;
  /** The tests that it ran are listed here. */
  testsFile?: string;
  /** Added to the environment; `undefined` takes a variable out of it. */
  env?: NodeJS.ProcessEnv;
  /** The commands that the check leads to, where they are known already. */
  commands?: readonly ScriptCommand[];
}

/**
 * Runs one check by the shell, with `CI=1` and without colours or an input, and asks its test runners for results.
 * At its timeout, and when `signal` aborts, its whole process tree is killed; on POSIX it also ends with this process.
 *
 * @throws the reason of `signal`, once no process of the check is left
 */
export async function runCheck(check: Check, options: RunCheckOptions): Promise<CheckResult> {
  const { cwd, signal, onOutput, outputFile, testsFile } = options;
  signal.throwIfAborted();
  const started = performance.now();
  const since = Date.now();
  const commands = options.commands ?? (await readScript(check.command, cwd));
  const folder = await makeTemporaryFolder();
  try {
    const output = createCheckOutput(outputFile);
    const env = { ...outsideHost(process.env), ...options.env };
    const request = askForResults({ command: check.command, commands, folder, worktree: cwd, env });
    const { timeoutSeconds } = check;
    const kept = createKeeper(request);
    const end = await runCommand(request.command, {
      cwd,
      env: { ...options.env, ...request.env },
      timeoutSeconds,
      signal,
      output: {
        write(text) {
          output.write(text);
          kept.write(text);
        },
      },
      onOutput,
    });
    await output.end();
    signal.throwIfAborted();
    const worktree = await realpath(cwd).catch(() => cwd);
    const isGo = request.readsStdoutAs === "go-json";
    const printed = isGo ? goText(output.whole()) : output.whole();
    const written = isReplayed(printed) ? undefined : since;
    const report = await reportOf(check, request, { text: kept.text(), worktree, since: written });
    const { missesCrashes } = request;
    const verdict = judgeCheck({ check, commands, end, printed, report, missesCrashes, worktree });
    const seconds = Math.round(performance.now() - started) / 1000;
    const errors = await errorsInFolder(verdict.errors, commands, cwd);
    const tail = isGo ? output.tail(printed) : output.tail();
    return toResult(
      check,
      { ...verdict, errors },
      { seconds, output: tail, ...(await listTests(verdict, testsFile)) },
    );
  } finally {
    await releaseFolder(folder);
  }
}

/** Gradle leaves the results where they are of tasks whose inputs are the same. */
function isReplayed(printed: string): boolean {
  return /^> Task \S+ (?:UP-TO-DATE|FROM-CACHE)$/m.test(printed);
}

/** What the runners wrote: into the check's own files, or where they were asked to. */
async function reportOf(
  { results }: Check,
  { files, readsStdoutAs }: ResultRequest,
  { text, worktree, since }: { text: string; worktree: string; since: number | undefined },
): Promise<TestReport | undefined> {
  try {
    if (results !== undefined) return await readResults([results], worktree, since);
    if (readsStdoutAs !== undefined) return await readResultText(text, worktree);
    return files.length > 0 ? await readResults(files, worktree, since) : undefined;
  } catch (error) {
    // Results that are cut tell less than what was printed.
    if (error instanceof ResultsError) return undefined;
    throw error;
  }
}

const mostKept = 50_000_000;

/** An output that holds results is needed as a whole. */
function createKeeper({ readsStdoutAs }: ResultRequest) {
  const parts: string[] = [];
  let length = 0;
  return {
    write(text: string) {
      if (readsStdoutAs === undefined || length > mostKept) return;
      length += text.length;
      parts.push(text);
    },
    text: () => parts.join(""),
  };
}

async function listTests(
  { executed, report }: Verdict,
  file: string | undefined,
): Promise<Pick<CheckResult, "tests">> {
  if (file === undefined || executed === null) return {};
  await writeTestList(file, toTestList(executed, report));
  return { tests: basename(file) };
}

function toResult(
  { name, command }: Check,
  { report: _, ...verdict }: Verdict,
  told: Pick<CheckResult, "seconds" | "output" | "tests">,
): CheckResult {
  return { name, command, ...verdict, ...told };
}

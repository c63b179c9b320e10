import { spawn } from "node:child_process";
import { once } from "node:events";

/** @returns {Promise<{ exitCode: number | null | undefined, output: string }>} no exit code: there is no such program */
export async function commandOf(program, words, folder, deadlineSeconds = 20) {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...env, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: deadlineSeconds * 1000,
    killSignal: "SIGKILL",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      if (output.length < 1e6) output += text;
    });
  }
  const ended = once(child, "close");
  const exitCode = await Promise.race([
    ended.then(([code]) => code),
    once(child, "error").then(() => undefined),
  ]).catch(() => undefined);
  return { exitCode, output };
}

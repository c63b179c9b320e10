import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { CommandError } from "../command-error.js";
import { sendSignal } from "./send-signal.js";
import { createServerApi, type ServerApi } from "./server-api.js";

/** An OpenCode 2 that serves its API to this process alone. */
export interface OpencodeServer {
  /** Its API, once it listens. @throws CommandError when it ends before */
  ready: Promise<ServerApi>;
  /** Its exit code, once it has ended. */
  ended: Promise<number | null>;
  /** Ends it and its children. */
  end(): Promise<void>;
  /** Ends it and its children without a chance to end well. */
  kill(): void;
}

/** How long it may take to end when its input ends. */
const endMilliseconds = 5_000;

/**
 * Starts `opencode serve` on a free port of this machine. It ends when its input ends, so also when this process is
 * killed.
 */
export function startServer({
  opencode,
  folder,
  env,
}: {
  opencode: string;
  folder: string;
  env: NodeJS.ProcessEnv;
}): OpencodeServer {
  const password = randomBytes(32).toString("base64url");
  const child = spawn(opencode, ["serve", "--stdio", "--hostname", "127.0.0.1", "--port", "0"], {
    cwd: folder,
    env: { ...env, OPENCODE_PASSWORD: password },
    stdio: "pipe",
    detached: process.platform !== "win32",
  });
  child.stdin.on("error", () => undefined);
  const ended = once(child, "exit").then(
    ([exitCode]: (number | null)[]) => exitCode ?? null,
    () => null,
  );
  return {
    ready: listening(child, opencode).then((url) => createServerApi(url, password)),
    ended,
    async end() {
      child.stdin.end();
      const late = delay(endMilliseconds, "late", { ref: false });
      if ((await Promise.race([ended, late])) === "late") sendSignal(child, "SIGKILL");
      await ended;
      sendSignal(child, "SIGTERM");
      child.stdout.destroy();
      child.stderr.destroy();
    },
    kill: () => sendSignal(child, "SIGKILL"),
  };
}

/** The address that it says it listens at. */
function listening(child: ChildProcess, opencode: string): Promise<string> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (why: string) =>
      reject(new CommandError(`OpenCode (${opencode}) cannot be started: ${why}`));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
        if (url) resolve(url);
        else said.push(line.trim());
      });
    }
    child.once("error", (error) => fail(error.message));
    child.once("close", (exitCode) => fail(said.slice(-5).join(" ") || `exit code ${exitCode}`));
  });
}

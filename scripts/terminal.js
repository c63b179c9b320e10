import { execFileSync } from "node:child_process";
import { join } from "node:path";

/**
 * A program in a terminal of its own, under tmux.
 *
 * @param {{ command: string, folder: string, env: Record<string, string | undefined>, columns: number, rows: number,
 *   place: string }} options `place`: a folder for tmux's socket, whose path must be short
 * @throws when tmux is missing
 */
export function startTerminal({ command, folder, env, columns, rows, place }) {
  const socket = join(place, "tmux.sock");
  const tmux = (...args) => {
    try {
      return execFileSync("tmux", ["-S", socket, "-f", "/dev/null", ...args], { encoding: "utf8", env });
    } catch (cause) {
      if (cause?.code !== "ENOENT") throw cause;
      throw new Error("There is no tmux. Install it: apt-get update && apt-get install -y tmux", { cause });
    }
  };
  const screen = () => tmux("capture-pane", "-p", "-t", "tui");
  tmux("new-session", "-d", "-s", "tui", "-x", `${columns}`, "-y", `${rows}`, "-c", folder, command);
  return {
    /** What a person sees, line by line. */
    screen,
    /** The same with its colours, as SGR sequences. */
    ansi: () => tmux("capture-pane", "-e", "-N", "-p", "-t", "tui"),
    /** Types a text. */
    type: (text) => void tmux("send-keys", "-t", "tui", "-l", text),
    /** Presses keys, as tmux names them. */
    press: (...keys) => void tmux("send-keys", "-t", "tui", ...keys),
    /** @param {number} width @param {number} height */
    resize: (width, height) => void tmux("resize-window", "-t", "tui", "-x", `${width}`, "-y", `${height}`),
    /**
     * Resolves when the screen shows a pattern, or shows it no longer.
     * @param {RegExp} pattern
     * @param {{ isGone?: boolean, timeoutMs?: number }} options
     */
    async waitFor(pattern, { isGone = false, timeoutMs = 180_000 } = {}) {
      const giveUpAt = Date.now() + timeoutMs;
      for (let shown = screen(); pattern.test(shown) === isGone; shown = screen()) {
        if (Date.now() > giveUpAt) {
          throw new Error(`The screen ${isGone ? "still shows" : "never showed"} ${pattern}:\n${shown}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    /** Ends the program and its terminal. */
    end: () => void tmux("kill-server"),
  };
}

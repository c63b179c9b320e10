// OpenCode's terminal screen, as it starts.
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findOpencode } from "../dist/demo/opencode-binary.js";
import { end, isolated, launch, processorSeconds } from "./processes.js";

let count = 0;

/**
 * Starts OpenCode in a terminal under tmux, with the plugins of its config for the server and for the screen.
 * @returns `milliseconds` from the spawn until it shows its prompt, for which it loads both, the `processor` seconds
 * used until then, and `stop()`
 */
export async function startScreen({ home, project, config }) {
  const number = ++count;
  const screenConfig = join(home, `tui-${number}.json`);
  const plugin = config.plugin.map((entry) => (Array.isArray(entry) ? entry[0] : entry));
  await writeFile(screenConfig, JSON.stringify({ plugin }));
  const env = await isolated(home, project, config);
  const size = ["-x", "120", "-y", "40"];
  const start = performance.now();
  // In control mode tmux prints what the terminal gets, so nobody has to look again and again.
  const args = ["-S", join(home, `${number}.sock`), "-f", "/dev/null", "-C", "new-session", "-P", "-F"];
  const session = ["pid=#{pane_pid}", ...size, "-c", project, `exec '${findOpencode()}'`];
  const child = launch("tmux", [...args, ...session, ";", "set", "destroy-unattached", "on"], {
    env: { ...env, TERM: "xterm-256color", COLORTERM: "truecolor", OPENCODE_TUI_CONFIG: screenConfig },
    stdio: ["pipe", "pipe", "ignore"],
  });
  const pid = await prompted(child);
  const milliseconds = performance.now() - start;
  const processor = await processorSeconds(pid);
  return {
    milliseconds,
    processor,
    async stop() {
      const gone = once(child, "exit");
      child.stdin.end("kill-server\n");
      await gone;
      await end(child);
    },
  };
}

/** @returns the process of OpenCode */
function prompted(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (/Ask anything/.test(said)) resolve(Number(/^pid=(\d+)/m.exec(said)?.[1]));
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`OpenCode's screen ended before its prompt\n${said}`)));
  });
}

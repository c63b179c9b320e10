// Draws docs/images/tui-*.svg: the real OpenCode TUI under tmux, in the middle and at the end of a rehearsed run.
// Needs tmux. Usage: npm run build && node scripts/capture-tui.js [folder]
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findOpencode } from "../dist/demo/opencode-binary.js";
import { rehearsal, rehearsedRequest } from "../dist/demo/rehearsal.js";
import { startRehearsedModel } from "../dist/demo/rehearsed-model.js";
import { ansiToSvg } from "./ansi-to-svg.js";
import { makeRehearsedProject, rehearsedConfig } from "./rehearsed-project.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = process.argv[2] ?? join(root, "docs/images");
const columns = 150;
const rows = 46;

const { home, project } = makeRehearsedProject();
const model = await startRehearsedModel(rehearsal, { chunkDelayMs: 40 });
const socket = join(home, "tmux.sock");
const tmux = (...args) =>
  execFileSync("tmux", ["-S", socket, "-f", "/dev/null", ...args], { encoding: "utf8" });
const screen = () => tmux("capture-pane", "-p", "-t", "tui");
const waitFor = async (pattern) => {
  for (let tries = 0; tries < 600; tries++) {
    if (pattern.test(screen())) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`The TUI never showed ${pattern}:\n${screen()}`);
};
const save = (name) => {
  mkdirSync(target, { recursive: true });
  // A picture names no folder of the machine that drew it; the columns stay.
  const ansi = tmux("capture-pane", "-e", "-p", "-t", "tui").replaceAll(
    project,
    "~/shop".padEnd(project.length),
  );
  writeFileSync(join(target, `${name}.svg`), ansiToSvg(ansi, { columns, rows }));
  if (process.argv[2]) writeFileSync(join(target, `${name}.txt`), screen());
};

try {
  const environment = [
    `HOME=${home}`,
    `XDG_CONFIG_HOME=${join(home, ".config")}`,
    `XDG_DATA_HOME=${join(home, ".local/share")}`,
    `XDG_STATE_HOME=${join(home, ".local/state")}`,
    `XDG_CACHE_HOME=${join(home, ".cache")}`,
    `OPENCODE_CONFIG_CONTENT=${JSON.stringify(rehearsedConfig(model.url))}`,
    "OPENCODE_DISABLE_MODELS_FETCH=1",
    "COLORTERM=truecolor",
  ];
  tmux(
    "new-session",
    "-d",
    "-s",
    "tui",
    "-x",
    String(columns),
    "-y",
    String(rows),
    "-c",
    project,
    "env",
    ...environment,
    findOpencode(),
  );
  await waitFor(/Ask anything/);
  tmux("send-keys", "-t", "tui", "-l", `/auto "${rehearsedRequest}"`);
  await waitFor(/a receipt"/);
  tmux("send-keys", "-t", "tui", "Enter");
  await waitFor(/→ fixer 1\/3/);
  await waitFor(/Fix T2/);
  save("tui-fixing");
  await waitFor(/Verified|Report:/);
  save("tui-verified");
} catch (error) {
  save("tui-failed");
  throw error;
} finally {
  tmux("kill-server");
  await model.close();
  rmSync(home, { recursive: true, force: true });
}

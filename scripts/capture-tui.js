// Draws docs/images/tui-*.svg: the real OpenCode TUI under tmux, in the middle and at the end of a rehearsed run.
// Needs tmux. Usage: npm run build && node scripts/capture-tui.js [folder]
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findOpencode } from "../dist/demo/opencode-binary.js";
import { rehearsal, rehearsedRequest } from "../dist/demo/rehearsal.js";
import { startRehearsedModel } from "../dist/demo/rehearsed-model.js";
import { ansiToSvg } from "./ansi-to-svg.js";
import { makeRehearsedProject, rehearsedConfig } from "./rehearsed-project.js";
import { startTerminal } from "./terminal.js";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const target = process.argv[2] ?? join(root, "docs/images");
const columns = 150;
const rows = 46;

const { home, project } = makeRehearsedProject();
const model = await startRehearsedModel(rehearsal, { chunkDelayMs: 40 });
const screenConfig = join(home, "tui.json");
writeFileSync(screenConfig, JSON.stringify({ plugin: [root] }));
mkdirSync(target, { recursive: true });

const terminal = startTerminal({
  command: findOpencode(),
  folder: project,
  env: {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: join(home, ".config"),
    XDG_DATA_HOME: join(home, ".local/share"),
    XDG_STATE_HOME: join(home, ".local/state"),
    XDG_CACHE_HOME: join(home, ".cache"),
    OPENCODE_CONFIG_CONTENT: JSON.stringify(rehearsedConfig(model.url)),
    OPENCODE_TUI_CONFIG: screenConfig,
    OPENCODE_DISABLE_MODELS_FETCH: "1",
    COLORTERM: "truecolor",
    LANG: "C.UTF-8",
  },
  columns,
  rows,
  place: home,
});

const save = (name) => {
  // A picture names no folder of the machine that drew it; the columns stay.
  const ansi = terminal.ansi().replaceAll(project, "~/shop".padEnd(project.length));
  writeFileSync(join(target, `${name}.svg`), ansiToSvg(ansi, { columns, rows }));
  if (process.argv[2]) writeFileSync(join(target, `${name}.txt`), terminal.screen());
};

try {
  await terminal.waitFor(/Ask anything/);
  terminal.type(`/auto "${rehearsedRequest}"`);
  await terminal.waitFor(/a receipt"/);
  terminal.press("Enter");
  await terminal.waitFor(/→ fixer 1\/3/);
  await terminal.waitFor(/Fix T2/);
  await terminal.waitFor(/● fixing › calling/);
  save("tui-fixing");
  await terminal.waitFor(/Report:/);
  await terminal.waitFor(/✓ verified[^:]/);
  save("tui-verified");
} catch (error) {
  save("tui-failed");
  throw error;
} finally {
  terminal.end();
  await model.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A home of its own with the demo's project in it, committed. @returns absolute folders; `home` is to be removed */
export function makeRehearsedProject() {
  const home = mkdtempSync(join(tmpdir(), "orchestrator-capture-"));
  const project = join(home, "shop");
  cpSync(join(root, "demo/sample-project"), project, { recursive: true });
  const git = (...args) => execFileSync("git", args, { cwd: project, stdio: "ignore" });
  git("init", "-q");
  git("add", "-A");
  git("-c", "user.name=demo", "-c", "user.email=demo@localhost", "commit", "-qm", "sample project");
  return { home, project };
}

/** OpenCode's config with this plugin and one model, which the server at `url` plays. */
export function rehearsedConfig(url) {
  return {
    autoupdate: false,
    share: "disabled",
    snapshot: false,
    model: "rehearsed/cheap-model",
    provider: {
      rehearsed: {
        name: "Rehearsed",
        npm: "@ai-sdk/openai-compatible",
        options: { baseURL: url, apiKey: "none" },
        models: {
          "cheap-model": {
            name: "Cheap model",
            tool_call: true,
            limit: { context: 200_000, output: 32_000 },
            cost: { input: 0.25, output: 1.25 },
          },
        },
      },
    },
    plugin: [[root.replace(/\/$/, ""), { requestTags: true }]],
  };
}

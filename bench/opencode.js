// The real OpenCode for the benches: on loopback, in a home of its own, with a rehearsed model.
import { createOpencodeClient } from "@opencode-ai/sdk/v2/client";
import { findOpencode } from "../dist/demo/opencode-binary.js";
import { end, freePort, isolated, launch, packageRoot, processorSeconds } from "./processes.js";

/** OpenCode's config with a rehearsed model; `plugins` are as in OpenCode's own config. */
export function configOf(modelUrl, plugins, more = {}) {
  const limits = { tool_call: true, limit: { context: 200_000, output: 32_000 } };
  return {
    autoupdate: false,
    share: "disabled",
    model: "rehearsed/model",
    provider: {
      rehearsed: {
        npm: "@ai-sdk/openai-compatible",
        options: { baseURL: modelUrl, apiKey: "none" },
        models: { model: { name: "model", ...limits } },
      },
    },
    plugin: plugins,
    ...more,
  };
}

/** This package, or another checkout of it, as OpenCode's config names it. */
export function thisPlugin(options = {}, root = packageRoot) {
  return [root, { requestTags: true, ...options }];
}

/**
 * Starts `opencode serve`; `more` is added to its environment.
 * @returns its client, `milliseconds` from the spawn to the first answer to `GET /command`, which loads the
 * plugins, the `processor` seconds used until then, and `stop()`
 */
export async function serve({ home, project, config, more = {} }) {
  const port = await freePort();
  const env = await isolated(home, project, config);
  const url = `http://127.0.0.1:${port}`;
  const start = performance.now();
  const child = launch(findOpencode(), ["serve", "--port", String(port), "--hostname", "127.0.0.1"], {
    cwd: project,
    env: { ...env, ...more },
    stdio: ["ignore", "pipe", "ignore"],
  });
  await listening(child);
  const response = await fetch(`${url}/command?directory=${encodeURIComponent(project)}`);
  const commands = await response.json();
  const milliseconds = performance.now() - start;
  const processor = await processorSeconds(child.pid);
  const client = createOpencodeClient({ baseUrl: url, directory: project });
  return { client, milliseconds, processor, commands, stop: () => end(child) };
}

/** A request that comes before OpenCode says this is never answered. */
function listening(child) {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      said += text;
      if (said.includes("listening on")) resolve();
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`opencode serve ended with ${code}\n${said}`)));
  });
}

/** What a call of the client gave back, or its error. */
export function dataOf({ data, error }) {
  if (data === undefined) throw new Error(`OpenCode answered with an error: ${JSON.stringify(error)}`);
  return data;
}

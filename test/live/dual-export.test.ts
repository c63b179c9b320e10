import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { goodTeam, setStage, task } from "../support/mission.js";

const entry = new URL("../../dist/hosts/opencode.js", import.meta.url).href;

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-export-")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What OpenCode has with a plugin, and what a mission of two tasks asks of models there. */
async function seenWith(exported: string) {
  const file = join(folder, `${exported.length}.js`);
  await writeFile(file, `import plugin from "${entry}";\nexport default ${exported};\n`);
  const plugin = [pathToFileURL(file).href, { requestTags: true, evidence: false, searchAhead: 0 }];
  const script = goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"]));
  const stage = await setStage({ script, config: { plugin: [plugin] } });
  try {
    const { client, home } = stage.opencode;
    const [providers, agents, commands] = await Promise.all([
      client.provider.list(),
      client.app.agents(),
      client.command.list(),
    ]);
    expect(await stage.command(await stage.createSession(), "auto", "write two files")).toContain(
      "✓ Verified",
    );
    const same = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll(basename(stage.project.path), "<project>")
          .replaceAll(basename(home), "<home>")
          .replaceAll(stage.model.url, "<model>")
          .replace(/\b(ses|msg|prt|call)_\w+/g, "<id>")
          .replace(/\b\d+(\.\d+)? (s|ms)\b/g, "<time>"),
      );
    return {
      providers: same(providers.data?.all),
      agents: same(agents.data),
      commands: same(commands.data),
      requests: stage.model.requests.map(({ agent, body }) => ({ agent, body: same(body) })),
    };
  } finally {
    await stage.end();
  }
}

test("OpenCode 1 has the same and asks the same whether the plugin has a part for OpenCode 2 or not", async () => {
  const alone = await seenWith("{ id: plugin.id, server: plugin.server }");
  const seen = await seenWith("plugin");
  expect(seen).toEqual(alone);
  expect(seen.requests).toHaveLength(9);
});

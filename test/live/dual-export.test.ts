import { mkdtemp, readFile, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { optionsVariable } from "../../src/contracts/options.js";
import { checkedProject, goodTeam, setStage, task } from "../support/mission.js";

const entry = new URL("../../dist/hosts/opencode.js", import.meta.url).href;

const serverAlone = `
  import plugin from "${entry}";
  export default { id: plugin.id, server: plugin.server };
`;

/** The plugin as it is, which also notes how OpenCode calls its `setup`. */
const both = (notes: string) => `
  import { writeFileSync } from "node:fs";
  import plugin from "${entry}";
  const setup = async (context) => {
    const result = await plugin.setup(context);
    writeFileSync(${JSON.stringify(notes)}, JSON.stringify({ parts: Object.keys(context), result: result ?? null }));
    return result;
  };
  export default { ...plugin, setup };
`;

let folder: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), "orchestrator-export-")));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What OpenCode has with a plugin, and what a mission of two tasks asks of models there. */
async function seenWith(plugin: string) {
  const options = { requestTags: true, evidence: false, searchAhead: 0 };
  const stage = await setStage({
    script: goodTeam(task("T1", "a.txt"), task("T2", "b.txt", ["T1"])),
    // Of what its config names, OpenCode 1 calls `server` only; of the files in this folder `setup`, too.
    files: { ...checkedProject, ".opencode/plugin/orchestrator.js": plugin },
    config: { plugin: [] },
    env: { [optionsVariable]: JSON.stringify(options) },
  });
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
  const notes = join(folder, "called.json");
  const alone = await seenWith(serverAlone);
  const seen = await seenWith(both(notes));
  expect(seen).toEqual(alone);
  expect(seen.requests).toHaveLength(9);
  expect(JSON.parse(await readFile(notes, "utf8"))).toEqual({
    parts: expect.not.arrayContaining(["session"]),
    result: null,
  });
});

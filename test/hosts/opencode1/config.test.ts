import type { Config } from "@opencode-ai/plugin";
import { describe, expect, it } from "vitest";
import { loadPrompt } from "../../../src/actors/prompts/load-prompt.js";
import { agentRoles } from "../../../src/contracts/agent.js";
import { defaultOptions, type Options, optionsSchema } from "../../../src/contracts/options.js";
import { registerInConfig } from "../../../src/hosts/opencode1/config.js";
import { commands } from "../../../src/plugin/names.js";

const submitDenied = {
  submit_plan: "deny",
  submit_findings: "deny",
  submit_change: "deny",
  submit_review: "deny",
  submit_tests: "deny",
};
const deniedToAll = {
  task: "deny",
  question: "deny",
  todowrite: "deny",
  webfetch: "deny",
  websearch: "deny",
  codesearch: "deny",
  skill: "deny",
  lsp: "deny",
};
const deniedToReaders = { ...deniedToAll, edit: "deny", bash: "deny" };

/** What the plugin makes of a config. */
async function register(config: object = {}, options: Options = defaultOptions) {
  const written = structuredClone(config) as Config;
  const registered = await registerInConfig(written, options);
  const agents = written.agent as Record<string, Record<string, unknown>>;
  const permissions = Object.fromEntries(
    Object.entries(agents).map(([name, { permission }]) => [name, permission]),
  );
  return { ...registered, written, agents, permissions };
}

function withAgents(agents: object): Options {
  return optionsSchema.parse({ agents });
}

describe("registerInConfig", () => {
  it("gives each role the least that it needs", async () => {
    const { permissions } = await register();
    expect(permissions).toEqual({
      planner: { ...deniedToReaders, ...submitDenied, submit_plan: "allow" },
      searcher: { ...deniedToReaders, ...submitDenied, submit_findings: "allow" },
      coder: { ...deniedToAll, ...submitDenied, submit_change: "allow" },
      reviewer: { ...deniedToReaders, ...submitDenied, submit_review: "allow", submit_tests: "allow" },
      fixer: { ...deniedToAll, ...submitDenied, submit_change: "allow" },
      orchestrator: { "*": "deny", question: "allow", todowrite: "allow" },
    });
  });

  it("takes its own provider out of the user's filters, which stay as they are for all others", async () => {
    const filters = { enabled_providers: ["acme"], disabled_providers: ["statechart", "poor"] };
    expect((await register(filters)).written).toMatchObject({
      enabled_providers: ["acme", "statechart"],
      disabled_providers: ["poor"],
    });
    expect((await register()).written).not.toHaveProperty("enabled_providers");
    expect((await register()).written).not.toHaveProperty("disabled_providers");
  });

  it("hides the five agents and shows the orchestrator", async () => {
    const { agents } = await register();
    expect(Object.entries(agents).map(([name, { mode, hidden }]) => [name, mode, hidden])).toEqual([
      ["planner", "primary", true],
      ["searcher", "primary", true],
      ["coder", "primary", true],
      ["reviewer", "primary", true],
      ["fixer", "primary", true],
      ["orchestrator", "primary", undefined],
    ]);
  });

  it("denies the submit tools to everybody else, on top of the user's own rules", async () => {
    const { written, permissions } = await register({
      permission: { edit: "ask", bash: { "*": "ask", "git *": "allow" } },
      agent: {
        mine: { permission: { webfetch: "deny" } },
        strict: { permission: "ask" },
        plain: { prompt: "hi" },
      },
    });
    expect(written.permission).toEqual({
      edit: "ask",
      bash: { "*": "ask", "git *": "allow" },
      ...submitDenied,
    });
    expect([permissions.mine, permissions.strict, permissions.plain]).toEqual([
      { webfetch: "deny", ...submitDenied },
      { "*": "ask", ...submitDenied },
      undefined,
    ]);
  });

  it("keeps a permission that is one word for all tools", async () => {
    const { written } = await register({ permission: "ask" });
    expect(written.permission).toEqual({ "*": "ask", ...submitDenied });
  });

  it("never lets a role's options loosen anything", async () => {
    const { permissions } = await register(
      {},
      withAgents({
        coder: {
          permission: {
            webfetch: "allow",
            edit: "ask",
            read: "deny",
            bash: { "rm *": "deny", "git *": "allow", "npm *": "ask" },
            grep: { "*": "allow" },
          },
        },
        planner: { permission: { bash: "ask", submit_change: "allow", submit_plan: "deny" } },
      }),
    );
    expect(permissions.coder).toEqual({
      edit: "ask",
      read: "deny",
      bash: { "rm *": "deny", "npm *": "ask" },
      ...deniedToAll,
      ...submitDenied,
      submit_change: "allow",
    });
    expect(permissions.planner).toEqual({ ...deniedToReaders, ...submitDenied, submit_plan: "allow" });
  });

  it("does not let a role ask for what the user denies", async () => {
    const { permissions } = await register(
      { permission: { "*": "deny", edit: "allow", bash: { "rm *": "deny" } } },
      withAgents({
        coder: { permission: { edit: "ask", read: "ask", bash: { "rm *": "ask", "npm *": "ask" } } },
      }),
    );
    expect(permissions.coder).toEqual({
      edit: "ask",
      bash: { "npm *": "ask" },
      ...deniedToAll,
      ...submitDenied,
      submit_change: "allow",
    });
  });

  it("denies the tools of MCP servers to the roles that only read", async () => {
    const { permissions } = await register({ mcp: { github: {}, "my.server v2": {} } });
    const servers = { "github_*": "deny", "my_server_v2_*": "deny" };
    expect(permissions.reviewer).toEqual({
      ...deniedToReaders,
      ...servers,
      ...submitDenied,
      submit_review: "allow",
      submit_tests: "allow",
    });
    expect(permissions.coder).toEqual({ ...deniedToAll, ...submitDenied, submit_change: "allow" });
  });

  it("leaves a user's agent of the same name alone and names its own another way", async () => {
    const coder = { prompt: "my coder", model: "acme/big" };
    const { agents, agentName } = await register({ agent: { coder } });
    expect(agents.coder).toEqual(coder);
    expect(agents["orchestrator-coder"]).toMatchObject({ hidden: true });
    expect(agentRoles.map(agentName)).toEqual([
      "planner",
      "searcher",
      "orchestrator-coder",
      "reviewer",
      "fixer",
    ]);
  });

  it("leaves a user's command of the same name alone and says so", async () => {
    const auto = { template: "mine", description: "my own" };
    const { written, taken } = await register({ command: { auto } });
    const { auto: _, ...others } = commands;
    expect(taken).toEqual(["auto"]);
    expect(written.command).toEqual({
      auto,
      ...Object.fromEntries(
        Object.entries(others).map(([name, description]) => [
          name,
          { template: "$ARGUMENTS", description, agent: "orchestrator" },
        ]),
      ),
    });
  });

  it("adds its provider to the user's", async () => {
    const { written } = await register({ provider: { acme: { name: "Acme" } } });
    expect(Object.keys(written.provider ?? {})).toEqual(["acme", "statechart"]);
    expect(written.provider?.statechart?.models?.machine?.cost).toEqual({ input: 0, output: 0 });
  });

  it("takes prompt and temperature from the options, else the role's own prompt", async () => {
    const { agents } = await register({}, withAgents({ coder: { prompt: "Be brief.", temperature: 0 } }));
    expect([agents.coder?.prompt, agents.coder?.temperature]).toEqual(["Be brief.", 0]);
    expect(agents.fixer?.prompt).toMatch(/submit_change/);
    expect(agents.fixer).not.toHaveProperty("temperature");
  });

  it("puts a prompt in the place of the role's own, or behind it", async () => {
    const own = await loadPrompt("coder");
    const promptFor = async (prompt: unknown) =>
      (await register({}, withAgents({ coder: { prompt } }))).agents.coder?.prompt;
    expect(await promptFor({ replace: "Be brief." })).toBe("Be brief.");
    expect(await promptFor({ append: "Be brief." })).toBe(`${own}\n\nBe brief.`);
    expect(await promptFor({ replace: "Code.", append: "Be brief." })).toBe("Code.\n\nBe brief.");
    expect(await promptFor({})).toBe(own);
  });
});

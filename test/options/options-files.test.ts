import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { defaultOptions, optionsVariable } from "../../src/contracts/options.js";
import { loadOptions } from "../../src/options/options-files.js";

let root: string;
let globalFile: string;
let projectFile: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "orchestrator-options-"));
  globalFile = join(root, "config/opencode/orchestrator.jsonc");
  projectFile = join(root, "project/.opencode/orchestrator.jsonc");
});
afterEach(() => rm(root, { recursive: true }));

async function write(path: string, content: unknown) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
}

const load = (pluginEntry?: unknown, environment: NodeJS.ProcessEnv = {}) =>
  loadOptions(join(root, "project"), pluginEntry, { XDG_CONFIG_HOME: join(root, "config"), ...environment });

const entry = "plugin entry in OpenCode's config";

describe("loadOptions", () => {
  it.each([undefined, null, {}])(
    "takes the defaults where there is no file and the entry is %j",
    async (raw) => {
      expect(await load(raw)).toEqual({ options: defaultOptions, problems: [] });
    },
  );

  it("lets the later source win: the user's file, the plugin entry, the project's file, the variable", async () => {
    const all = ["retryLimit", "callRetries", "maxTasks", "maxIterations"];
    const setting = (value: number) => Object.fromEntries(all.slice(value - 1).map((key) => [key, value]));
    await write(globalFile, setting(1));
    await write(projectFile, setting(3));
    const { options, problems } = await load(setting(2), { [optionsVariable]: JSON.stringify(setting(4)) });
    expect(problems).toEqual([]);
    expect(all.map((key) => options[key as keyof typeof options])).toEqual([1, 2, 3, 4]);
  });

  it("merges objects key by key, and takes lists and all else whole", async () => {
    await write(globalFile, {
      agents: {
        coder: {
          model: ["acme/a", "acme/b", "acme/c"],
          temperature: 0,
          permission: { bash: { "rm *": "ask" } },
        },
        fixer: { prompt: "Mend." },
      },
      checks: [
        { name: "a", command: "a" },
        { name: "b", command: "b" },
      ],
      budget: { tokens: 5 },
    });
    await write(projectFile, {
      agents: {
        coder: { model: ["acme/d"], permission: { bash: { "git *": "deny" } } },
        fixer: { prompt: { append: "Soon." } },
      },
      checks: [{ name: "c", command: "c" }],
    });
    const { options, problems } = await load({ budget: { costUsd: 1 } });
    expect(problems).toEqual([]);
    expect(options).toEqual({
      ...defaultOptions,
      agents: {
        coder: {
          model: ["acme/d"],
          temperature: 0,
          permission: { bash: { "rm *": "ask", "git *": "deny" } },
          timeoutSeconds: 600,
        },
        fixer: { prompt: { append: "Soon." }, timeoutSeconds: 600 },
      },
      checks: [{ name: "c", command: "c", timeoutSeconds: 600, when: "task" }],
      budget: { tokens: 5, costUsd: 1 },
    });
  });

  it("reads comments, trailing commas, a byte order mark and $schema", async () => {
    await write(projectFile, '\uFEFF// mine\n{ "$schema": "x", /* few */ "retryLimit": 1, }\n');
    const { options, problems } = await load();
    expect([options.retryLimit, problems]).toEqual([1, []]);
  });

  it.each(["", "\n// nothing yet\n", "\uFEFF", "null"])("takes the file %j for no options", async (text) => {
    await write(projectFile, text);
    expect(await load()).toEqual({ options: defaultOptions, problems: [] });
  });

  it("prefers OPENCODE_CONFIG_DIR to XDG_CONFIG_HOME", async () => {
    await write(globalFile, { retryLimit: 1 });
    await write(join(root, "own/orchestrator.jsonc"), { retryLimit: 2 });
    const { options } = await load(undefined, { OPENCODE_CONFIG_DIR: join(root, "own") });
    expect(options.retryLimit).toBe(2);
  });

  it("names the source of each wrong value, and uses nothing of the right ones", async () => {
    await write(globalFile, { retryLimit: "1", maxTasks: "1", budget: { tokens: -1, eur: 2 } });
    await write(projectFile, { maxTasks: "3", checks: [{ name: "a" }], callRetries: 9 });
    const variable = JSON.stringify({ agents: { coder: { model: "small" } } });
    const plugin = {
      colour: "red",
      checks: [{ name: "a", command: 1 }],
      agents: { coder: { temperature: 9 } },
    };
    const { options, problems } = await load(plugin, { [optionsVariable]: variable });
    expect(options).toEqual(defaultOptions);
    expect(problems.map((problem) => problem.split("; ")[0]).sort()).toEqual(
      [
        `${globalFile}: retryLimit: got "1"`,
        `${globalFile}: budget.tokens: got -1`,
        `${globalFile}: budget.eur: got 2`,
        `${projectFile}: maxTasks: got "3"`,
        `${projectFile}: checks.0.command: got nothing`,
        `${optionsVariable}: agents.coder.model: got "small"`,
        `${entry}: agents.coder.temperature: got 9`,
        `${entry}: colour: got "red"`,
      ].sort(),
    );
  });

  it("does not mind a wrong value that a later source sets right", async () => {
    await write(globalFile, { retryLimit: "1", budget: 3 });
    const { options, problems } = await load({ retryLimit: 2, budget: { tokens: 5 } });
    expect([options.retryLimit, options.budget, problems]).toEqual([2, { tokens: 5 }, []]);
  });

  it.each([
    ['{\n  "retryLimit": 1\n  "maxTasks": 2\n}', "line 3, column 3: not valid JSONC: comma expected"],
    ['\uFEFF{ "a": nope }', "line 1, column 8: not valid JSONC: invalid symbol"],
    ["{", "line 1, column 2: not valid JSONC: close brace expected"],
    ["{} {}", "line 1, column 4: not valid JSONC: end of file expected"],
  ])("names the place where %j is broken, beside what else is wrong", async (text, place) => {
    await write(projectFile, text);
    expect(await load({ retryLimit: "2" })).toEqual({
      options: defaultOptions,
      problems: [`${projectFile}, ${place}`, expect.stringMatching(/^plugin entry .*retryLimit: got "2"; /)],
    });
  });

  it("names the place where the variable is broken", async () => {
    const { problems } = await load({}, { [optionsVariable]: '{ "a": 1' });
    expect(problems).toEqual([`${optionsVariable}, line 1, column 9: not valid JSONC: close brace expected`]);
  });

  it("names a file that cannot be read, with the cause", async () => {
    await mkdir(projectFile, { recursive: true });
    const { options, problems } = await load({ retryLimit: 1 });
    expect(options).toEqual(defaultOptions);
    expect(problems).toEqual([expect.stringMatching(/orchestrator\.jsonc: cannot be read: EISDIR/)]);
  });

  it("takes a .opencode that is no folder for a missing file", async () => {
    await write(join(root, "project/.opencode"), "");
    expect(await load()).toEqual({ options: defaultOptions, problems: [] });
  });

  it.each(["[]", '"auto"', "3"])(
    "refuses the file %s, also beside options of another source",
    async (text) => {
      await write(globalFile, text);
      const { options, problems } = await load({ retryLimit: 1 });
      expect(options).toEqual(defaultOptions);
      expect(problems).toEqual([expect.stringMatching(`^${globalFile}: options: got .*; .*expected object`)]);
    },
  );

  it("survives a file that is nested deeper than any stack", async () => {
    await write(projectFile, "[".repeat(100_000));
    const { options, problems } = await load();
    expect([options, problems.length]).toEqual([defaultOptions, 1]);
  });

  it("says once what is wrong in a file that is both the user's and the project's", async () => {
    await write(projectFile, "{");
    const { problems } = await load({}, { OPENCODE_CONFIG_DIR: dirname(projectFile) });
    expect(problems.length).toBe(1);
  });
});

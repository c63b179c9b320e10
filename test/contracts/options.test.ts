import { describe, expect, it } from "vitest";
import { defaultOptions, optionsSchema, readOptions } from "../../src/contracts/options.js";

const keys =
  "agents, checks, checkConcurrency, affected, evidence, tests, searchAhead, retryLimit, retryPlan, sameErrorLimit, maxIterations, callRetries, maxFilesPerTask, maxTasks, budget, keepRuns, requestTags, inspect";

describe("readOptions", () => {
  it.each([undefined, null, {}])("takes the defaults for %s", (raw) => {
    expect(readOptions(raw)).toEqual({
      options: {
        agents: {},
        checks: "auto",
        checkConcurrency: 2,
        affected: "first",
        evidence: { faults: 6, seconds: 120, minimum: 0, required: false },
        tests: "coder",
        searchAhead: 1,
        retryLimit: 3,
        retryPlan: ["fix"],
        sameErrorLimit: 3,
        maxIterations: 100,
        callRetries: 2,
        maxFilesPerTask: 2,
        maxTasks: 50,
        budget: {},
        keepRuns: 20,
        requestTags: false,
        inspect: {},
      },
      problems: [],
    });
  });

  it("fills in the defaults of what it is given", () => {
    const { options, problems } = readOptions({
      agents: { coder: { model: ["acme/small", "acme/big/v2"] }, fixer: { timeoutSeconds: 5 } },
      checks: [{ name: "test", command: "npm test" }],
      budget: { costUsd: 0.5 },
      callRetries: 0,
    });
    expect(problems).toEqual([]);
    expect(options).toEqual({
      ...defaultOptions,
      agents: {
        coder: { model: ["acme/small", "acme/big/v2"], timeoutSeconds: 600 },
        fixer: { timeoutSeconds: 5 },
      },
      checks: [{ name: "test", command: "npm test", timeoutSeconds: 600, when: "task" }],
      budget: { costUsd: 0.5 },
      callRetries: 0,
    });
  });

  it("takes what is found beside checks of one's own, and a name to leave out", () => {
    const { options, problems } = readOptions({
      checks: ["auto", { name: "e2e", command: "npm run e2e", when: "final" }, { name: "lint", skip: true }],
    });
    expect(problems).toEqual([]);
    expect(options.checks).toEqual([
      "auto",
      { name: "e2e", command: "npm run e2e", when: "final", timeoutSeconds: 600 },
      { name: "lint", skip: true, when: "task", timeoutSeconds: 600 },
    ]);
  });

  it.each([
    [{ retryLimt: 3 }, `retryLimt: got 3; no such setting; there are ${keys}`],
    [
      { agents: { codr: {} } },
      "agents.codr: got {}; no such setting; there are planner, searcher, coder, reviewer, fixer",
    ],
    [
      { agents: { coder: { modl: "acme/small" } } },
      'agents.coder.modl: got "acme/small"; no such setting; there are model, prompt, temperature, permission, timeoutSeconds',
    ],
    [{ budget: { eur: 3 } }, "budget.eur: got 3; no such setting; there are tokens, costUsd, minutes"],
    [
      { agents: { coder: { prompt: { apend: "Be brief." } } } },
      'agents.coder.prompt.apend: got "Be brief."; no such setting; there are replace, append',
    ],
    [
      { checks: [{ name: "a", command: "b", whn: "task" }] },
      'checks.0.whn: got "task"; no such setting; there are name, command, timeoutSeconds, when, results, folder, exclusive, skip',
    ],
  ])("answers the unknown key of %j with the known ones", (raw, problem) => {
    expect(readOptions(raw)).toEqual({ options: defaultOptions, problems: [problem] });
  });

  it.each([
    [{ retryLimit: "3" }, 'retryLimit: got "3"; Invalid input: expected number, received string'],
    [{ retryLimit: -1 }, "retryLimit: got -1; Too small: expected number to be >=0"],
    [{ maxIterations: 0 }, "maxIterations: got 0; Too small: expected number to be >=1"],
    [{ maxTasks: 1.5 }, "maxTasks: got 1.5; Invalid input: expected int, received number"],
    [{ budget: { tokens: 0 } }, "budget.tokens: got 0; Too small: expected number to be >0"],
    [
      { checks: "none" },
      'checks: got "none"; must be "auto", false, or a list of checks with name and command',
    ],
    [
      { checks: ["all"] },
      'checks.0: got "all"; must be "auto", which stands for all detected checks, or a check with name and command',
    ],
    [
      { checks: ["auto", { name: "lint", skip: "yes" }] },
      'checks.1.skip: got "yes"; Invalid input: expected boolean, received string',
    ],
    [
      { checks: [{ name: "test" }] },
      'checks.0.command: got nothing; a check needs a command; only one with "skip": true needs none',
    ],
    [
      { checks: [{ name: "test", command: "npm test", when: "now" }] },
      'checks.0.when: got "now"; Invalid option: expected one of "task"|"final"',
    ],
    [
      { agents: { coder: { model: "small" } } },
      'agents.coder.model: got "small"; must be "provider/model", like "anthropic/claude-haiku-4-5"',
    ],
    [
      { agents: { coder: { model: 3 } } },
      'agents.coder.model: got 3; must be "provider/model" or a list of such names',
    ],
    [
      { agents: { coder: { model: ["acme/small", "big"] } } },
      'agents.coder.model.1: got "big"; must be "provider/model", like "anthropic/claude-haiku-4-5"',
    ],
    [
      { agents: { coder: { permission: { bash: "maybe" } } } },
      'agents.coder.permission.bash: got "maybe"; must be "ask", "allow" or "deny", or one of them per pattern',
    ],
    [
      { agents: { coder: { permission: { bash: { "rm *": "no" } } } } },
      'agents.coder.permission.bash.rm *: got "no"; Invalid option: expected one of "ask"|"allow"|"deny"',
    ],
    [{ maxTasks: -1 }, "maxTasks: got -1; Too small: expected number to be >=1"],
    ["auto", 'options: got "auto"; Invalid input: expected object, received string'],
  ])("answers the wrong value of %j with the key, what it got and what it takes", (raw, problem) => {
    expect(readOptions(raw)).toEqual({ options: defaultOptions, problems: [problem] });
  });

  it("refuses a ladder without a rung", () => {
    const raw = { agents: { coder: { model: [] } } };
    expect(readOptions(raw).problems).toEqual([
      "agents.coder.model: got []; Too small: expected array to have >=1 items",
    ]);
  });

  it("names all that is wrong, and uses nothing of it", () => {
    const { options, problems } = readOptions({ retryLimit: 7, maxTasks: "many", colour: "red", checks: 1 });
    expect(options).toEqual(defaultOptions);
    expect(problems.map((problem) => problem.split(":")[0]).sort()).toEqual(["checks", "colour", "maxTasks"]);
  });
});

describe("optionsSchema", () => {
  it("takes back what it has read", () => {
    const read = optionsSchema.parse({ checks: [{ name: "test", command: "npm test" }] });
    expect(optionsSchema.parse(read)).toEqual(read);
  });
});

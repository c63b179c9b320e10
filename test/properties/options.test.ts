import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agentRoles } from "../../src/contracts/agent.js";
import { readOptions } from "../../src/contracts/options.js";

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const model = fc.tuple(word, word).map(([provider, name]) => `${provider}/${name}`);
const positive = fc.integer({ min: 1, max: 100_000 });
const optional = { requiredKeys: [] };
const action = fc.constantFrom("ask", "allow", "deny");

const agent = fc.record(
  {
    model: fc.oneof(model, fc.array(model, { minLength: 1, maxLength: 3 })),
    prompt: fc.oneof(word, fc.record({ replace: word, append: word }, optional)),
    temperature: fc.double({ min: 0, max: 2, noNaN: true }),
    permission: fc.dictionary(word, fc.oneof(action, fc.dictionary(word, action))),
    timeoutSeconds: positive,
  },
  optional,
);

const validOptions = fc.record(
  {
    agents: fc.record(Object.fromEntries(agentRoles.map((role) => [role, agent])), optional),
    checks: fc.oneof(
      fc.constantFrom("auto", false),
      fc.array(
        fc.record(
          { name: word, command: word, timeoutSeconds: positive, when: fc.constantFrom("task", "final") },
          { requiredKeys: ["name", "command"] },
        ),
        { maxLength: 3 },
      ),
    ),
    retryLimit: fc.nat(100),
    sameErrorLimit: positive,
    maxIterations: positive,
    callRetries: fc.nat(10),
    maxFilesPerTask: positive,
    maxTasks: positive,
    budget: fc.record({ tokens: positive, costUsd: positive, minutes: positive }, optional),
    requestTags: fc.boolean(),
    inspect: fc.record({ port: fc.nat(65535), open: fc.boolean() }, optional),
  },
  optional,
);

const counts = [
  "retryLimit",
  "sameErrorLimit",
  "maxIterations",
  "callRetries",
  "maxFilesPerTask",
  "maxTasks",
];
const noCount = fc.oneof(fc.integer({ max: -1 }), fc.constantFrom("3", null, 1.5, [], {}, true, Number.NaN));

describe("random options", () => {
  test("that are valid are read as they were given", () => {
    fc.assert(
      fc.property(validOptions, (given) => {
        const { options, problems } = readOptions(given);
        expect(problems).toEqual([]);
        expect(options).toMatchObject(JSON.parse(JSON.stringify(given)));
      }),
    );
  });

  test("with one wrong value name its key", () => {
    fc.assert(
      fc.property(validOptions, fc.constantFrom(...counts), noCount, (given, key, value) => {
        const { problems } = readOptions({ ...given, [key]: value });
        expect(problems.map((problem) => problem.split(":")[0])).toEqual([key]);
      }),
    );
  });

  test("with a key that is not one name it, wherever it is", () => {
    const places = fc.constantFrom("", "agents", "budget", "inspect");
    fc.assert(
      fc.property(validOptions, places, word, (given, place, name) => {
        const key = `${name}Unknown`;
        const inner = (given as Record<string, object>)[place];
        const wrong = place ? { ...given, [place]: { ...inner, [key]: 1 } } : { ...given, [key]: 1 };
        expect(readOptions(wrong).problems.map((problem) => problem.split(":")[0])).toEqual([
          place ? `${place}.${key}` : key,
        ]);
      }),
    );
  });

  test("of any kind at all are read or refused in words", () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const { problems, options } = readOptions(given);
        expect(problems.every((problem) => problem.length > 10)).toBe(true);
        expect(options.maxIterations).toBeGreaterThan(0);
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import type { ModelReply } from "../../src/demo/model-reply.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import {
  change,
  checkedProject,
  goodTeam,
  type Script,
  type Stage,
  type StageOptions,
  setStage,
  task,
} from "../support/mission.js";

const team = goodTeam(task("T1", "a.txt"));

async function onStage(options: StageOptions, act: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await setStage(options);
  try {
    await act(stage);
  } finally {
    await stage.end();
  }
}

/** A tool call that the provider ends at the model's output limit, after 4,096 tokens. */
function cutCall(name: string, written: string): ModelReply {
  const head = { id: "cut", object: "chat.completion.chunk", created: 0, model: "m1" };
  const call = { index: 0, id: "call_cut", type: "function", function: { name, arguments: written } };
  const chunks = [
    {
      ...head,
      choices: [{ index: 0, delta: { role: "assistant", tool_calls: [call] }, finish_reason: null }],
    },
    { ...head, choices: [{ index: 0, delta: {}, finish_reason: "length" }] },
    { ...head, choices: [], usage: { prompt_tokens: 100, completion_tokens: 4096, total_tokens: 4196 } },
  ];
  return { raw: [...chunks, "[DONE]"].map((chunk) => `data: ${toData(chunk)}\n\n`).join("") };
}

function toData(chunk: object | string): string {
  return typeof chunk === "string" ? chunk : JSON.stringify(chunk);
}

describe("an answer that is cut at the output limit", () => {
  test("is called by its name, and the agent is asked for less at once, three times in all", () =>
    onStage({ script: team, plugin: { callRetries: 0 } }, async (stage) => {
      stage.play({ ...team, searcher: () => [cutCall("submit_findings", '{"summary": "half')] });
      const session = await stage.createSession();
      const turn = stage.command(session, "auto", "write a.txt");
      const question = await stage.question(session);
      expect(question.questions[0]?.question).toContain("its answer was cut at 4096 tokens");
      const requests = stage.model.requests.filter(({ agent }) => agent === "searcher");
      expect(requests).toHaveLength(3);
      expect(requests.at(-1)?.lastUserText).toContain("Write less at once");
      await stage.answer(question, "Stop");
      await turn;
    }));

  test("is no failure of an agent that then writes in parts", () =>
    onStage({ script: team }, async (stage) => {
      const cut = cutCall("write", '{"filePath": "a.txt", "content": "good');
      stage.play({ ...team, coder: () => [cut, ...change("a.txt", "good\n")] });
      const session = await stage.createSession();
      expect(await stage.command(session, "auto", "write a.txt")).toContain("✓ Verified");
      const coder = stage.model.requests.filter(({ agent }) => agent === "coder");
      expect(new Set(coder.map((request) => request.session)).size).toBe(1);
      expect(coder[1]?.lastUserText).toContain("Your answer was cut at 4096 tokens");
    }));
});

/** Of a request in characters: what a model of 32,768 tokens reads beside its answer of 4,096, at four a token. */
const readable = 4 * (32_768 - 4_096);

const tooLong: ModelReply = {
  status: 400,
  body: {
    error: {
      message:
        "This model's maximum context length is 32768 tokens. Please reduce the length of the messages.",
      code: "context_length_exceeded",
    },
  },
};

/** Two checks that print 120 kB each where `a.txt` is bad. */
function loudChecks(context: number): Pick<StageOptions, "files" | "plugin" | "config"> {
  const check =
    'if (require("fs").existsSync("a.txt") && /^bad/.test(require("fs").readFileSync("a.txt", "utf8")))';
  const fail = `{ for (let n = 0; n < 300; n++) console.log("the words of a long log ".repeat(16), n, process.argv[2]); process.exitCode = 1; }`;
  return {
    files: { ...checkedProject, "loud.cjs": `${check} ${fail}\n` },
    plugin: {
      checks: [
        { name: "one", command: "node loud.cjs one" },
        { name: "two", command: "node loud.cjs two" },
      ],
    },
    config: { provider: { scripted: { models: { m1: { limit: { context, output: 4_096 } } } } } },
  };
}

function refusing(script: Script): Script {
  const guard = (reply: (request: ModelRequest) => ModelReply[]) => (request: ModelRequest) =>
    JSON.stringify(request.body).length > readable ? [tooLong] : reply(request);
  return Object.fromEntries(Object.entries(script).map(([role, reply]) => [role, guard(reply)]));
}

describe("two logs of 120 kB", () => {
  const script = refusing({ ...team, coder: () => change("a.txt", "bad\n") });
  const briefsOf = (stage: Stage) =>
    stage.model.requests.filter(({ agent, step }) => agent === "fixer" && step === 0);

  test("are cut in the fixer's brief to what a model of 32,768 tokens can read", () =>
    onStage({ script, ...loudChecks(32_768) }, async (stage) => {
      const session = await stage.createSession();
      expect(await stage.command(session, "auto", "write a.txt")).toContain("✓ Verified");
      const briefs = briefsOf(stage);
      expect(briefs).toHaveLength(1);
      expect(JSON.stringify(briefs[0]?.body).length).toBeLessThan(readable / 2);
      expect(briefs[0]?.lastUserText).toContain("[cut to fit your context: ");
      expect(briefs[0]?.lastUserText).toContain(" 299 one");
      expect(briefs[0]?.lastUserText).toContain(" 299 two");
    }));

  test("are told in half where the provider takes less than its model is said to read", () =>
    onStage({ script, ...loudChecks(1_000_000) }, async (stage) => {
      const session = await stage.createSession();
      expect(await stage.command(session, "auto", "write a.txt")).toContain("✓ Verified");
      const [first, second, ...more] = briefsOf(stage).map(({ body }) => JSON.stringify(body).length);
      expect(first).toBeGreaterThan(readable);
      expect(second).toBeLessThan(readable);
      expect(more).toEqual([]);
      expect((await stage.report()).calls.fixer).toBe(1);
    }));
});

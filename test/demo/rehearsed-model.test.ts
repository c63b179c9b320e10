import { afterEach, describe, expect, test } from "vitest";
import type { ModelReply } from "../../src/demo/model-reply.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { type RehearsedModel, startRehearsedModel } from "../../src/demo/rehearsed-model.js";

const models: RehearsedModel[] = [];

afterEach(async () => {
  for (const model of models.splice(0)) await model.close();
});

describe("the rehearsed model", () => {
  test("streams text that adds up, a reason to stop and the usage", async () => {
    const text = "Grüße, 世界 🌍, a text which is long enough to need more than one piece of a stream";
    const model = await start(() => ({ text }));

    const chunks = await stream(await post(model));

    const deltas = chunks.flatMap((chunk) => chunk.choices);
    expect(deltas.map((choice) => choice.delta.content ?? "").join("")).toBe(text);
    expect(deltas.at(-1)?.finish_reason).toBe("stop");
    expect(chunks.at(-1)?.usage).toEqual({
      prompt_tokens: expect.any(Number),
      completion_tokens: Math.ceil(Buffer.byteLength(text) / 4),
      total_tokens: expect.any(Number),
    });
  });

  test("streams tool calls, with arguments that are half a JSON as they are", async () => {
    const model = await start(() => ({
      toolCalls: [
        { name: "read", arguments: { filePath: "a.js" } },
        { name: "write", arguments: '{"filePath": "b' },
      ],
    }));

    const chunks = await stream(await post(model));

    const calls = ["", ""];
    for (const choice of chunks.flatMap((chunk) => chunk.choices)) {
      for (const call of choice.delta.tool_calls ?? []) {
        calls[call.index] += (call.function.name ?? "") + call.function.arguments;
      }
    }
    expect(calls).toEqual(['read{"filePath":"a.js"}', 'write{"filePath": "b']);
    expect(chunks.flatMap((chunk) => chunk.choices).at(-1)?.finish_reason).toBe("tool_calls");
  });

  test("answers in one piece when no stream is asked for", async () => {
    const model = await start(() => ({ text: "Hi", toolCalls: [{ name: "read", arguments: {} }] }));

    const response = await post(model, { stream: false });

    expect(await response.json()).toMatchObject({
      object: "chat.completion",
      choices: [
        {
          message: {
            content: "Hi",
            tool_calls: [{ id: "call_0_0", function: { name: "read", arguments: "{}" } }],
          },
          finish_reason: "tool_calls",
        },
      ],
    });
  });

  test("describes a request by its tags, its session's step, its tools and its tool results", async () => {
    const model = await start(() => ({ text: "Hi" }));
    const tools = [{ type: "function", function: { name: "read", parameters: {} } }];
    const messages = [
      { role: "system", content: "Be brief ü" },
      { role: "user", content: [{ type: "text", text: "Read it" }] },
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id: "c1", type: "function", function: { name: "read", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "c1", content: "the file" },
    ];
    const headers = {
      "X-Session-Id": "ses_1",
      "x-orchestrator-agent": "fixer",
      "x-orchestrator-task": "T2",
      "x-orchestrator-attempt": "1",
      "x-orchestrator-run": "run_1",
    };

    await post(model, { tools, messages }, headers);
    await post(model, { tools, messages }, headers);
    await post(model, { messages }, { "x-session-id": "ses_2" });

    expect(model.requests[1]).toMatchObject({
      index: 1,
      agent: "fixer",
      task: "T2",
      attempt: 1,
      run: "run_1",
      session: "ses_1",
      step: 1,
      systemBytes: 11,
      toolsBytes: JSON.stringify(tools).length,
      tools: ["read"],
      lastUserText: "Read it",
      text: "Be brief ü\nRead it\n\nthe file",
      toolResults: [{ name: "read", content: "the file" }],
    });
    expect(model.requests[2]).toMatchObject({
      agent: undefined,
      attempt: undefined,
      session: "ses_2",
      step: 0,
      toolsBytes: 0,
    });
  });

  test("does not count a title request as a step of its session", async () => {
    const model = await start(() => ({ text: "Hi" }));
    const headers = { "x-session-id": "ses_1" };

    await post(model, { messages: [{ role: "system", content: "You are a title generator." }] }, headers);
    await post(model, {}, headers);

    expect(model.requests.map((request) => request.step)).toEqual([0, 0]);
  });

  test("sends an HTTP error, and 400 for a script that throws", async () => {
    const model = await start((request) => {
      if (request.index > 0) throw new Error("no such line");
      return { status: 429, body: { error: { message: "Slow down" } } };
    });

    const refused = await post(model);
    const failed = await post(model);

    expect([refused.status, await refused.json()]).toEqual([429, { error: { message: "Slow down" } }]);
    expect([failed.status, await failed.text()]).toEqual([400, expect.stringContaining("no such line")]);
  });

  test("sends an error's headers, and a stream of any bytes as they are", async () => {
    const replies: ModelReply[] = [
      { status: 429, headers: { "retry-after": "7" } },
      { raw: "data: {oops\n" },
    ];
    const model = await start(({ index }) => replies[index] ?? { text: "" });

    const refused = await post(model);
    const broken = await post(model);

    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
    expect([broken.status, await broken.text()]).toEqual([200, "data: {oops\n"]);
  });

  test("cuts a stream after its text", async () => {
    const model = await start(() => ({ cutAfter: "Half a sen" }));

    const response = await post(model);
    let received = "";
    const reading = (async () => {
      for await (const piece of response.body ?? []) received += Buffer.from(piece).toString("utf8");
    })();

    await expect(reading).rejects.toThrow();
    expect(received).toContain("Half a sen");
    expect(received).not.toContain("[DONE]");
  });

  test("hangs until it is closed", async () => {
    const model = await start(() => ({ hang: true }));

    const response = post(model);
    const ended = expect(response).rejects.toThrow();
    await model.waitForRequest((request) => request.index === 0);
    await model.close();

    await ended;
  });

  test("waits for a request to come, and says what came when it did not", async () => {
    const model = await start(() => ({ text: "Hi" }));

    const awaited = model.waitForRequest((request) => request.agent === "coder");
    await post(model, {}, { "x-orchestrator-agent": "coder", "x-orchestrator-task": "T1" });

    expect((await awaited).task).toBe("T1");
    const never = model.waitForRequest((request) => request.agent === "fixer");
    const gaveUp = expect(never).rejects.toThrow("Requests so far: #0 coder/T1 step 0");
    await model.close();
    await gaveUp;
  });
});

interface Chunk {
  choices: {
    delta: {
      content?: string;
      tool_calls?: { index: number; function: { name?: string; arguments: string } }[];
    };
    finish_reason: string | null;
  }[];
  usage?: object;
}

async function start(script: (request: ModelRequest) => ModelReply): Promise<RehearsedModel> {
  const model = await startRehearsedModel(script);
  models.push(model);
  return model;
}

function post(model: RehearsedModel, body: object = {}, headers: Record<string, string> = {}) {
  return fetch(`${model.url}/chat/completions`, {
    method: "POST",
    headers,
    body: JSON.stringify({ model: "m1", stream: true, messages: [{ role: "user", content: "Hi" }], ...body }),
  });
}

async function stream(response: Response): Promise<Chunk[]> {
  const lines = (await response.text()).split("\n\n").filter((line) => line !== "");
  expect(lines.at(-1)).toBe("data: [DONE]");
  return lines.slice(0, -1).map((line) => JSON.parse(line.replace("data: ", "")) as Chunk);
}

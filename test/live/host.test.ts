import { afterEach, describe, expect, test } from "vitest";
import type { ModelReply } from "../../src/demo/model-reply.js";
import type { ModelRequest } from "../../src/demo/model-request.js";
import { startRehearsedModel } from "../../src/demo/rehearsed-model.js";
import { isRunning, type Opencode, runOpencode, startOpencode } from "../support/opencode.js";
import { createProject } from "../support/project.js";

const seconds = 1000;
const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("OpenCode without the plugin", () => {
  test(
    "answers a prompt with the model's text and reports its tokens",
    async () => {
      const { opencode, model } = await start(() => ({ text: "Good morning from the rehearsal." }));

      const session = await createSession(opencode);
      const { data } = await opencode.client.session.prompt({
        sessionID: session,
        parts: [{ type: "text", text: "Say good morning" }],
      });

      expect(data?.parts.filter((part) => part.type === "text").map((part) => part.text)).toEqual([
        "Good morning from the rehearsal.",
      ]);
      const request = await model.waitForRequest((asked) => asked.session === session && asked.step === 0);
      expect(request.lastUserText).toBe("Say good morning");
      expect(request.tools).toContain("write");
      expect(data?.info.tokens.input).toBeGreaterThan(request.toolsBytes / 4);
      expect(data?.info.tokens.output).toBeGreaterThan(0);
      await opencode.waitForEvent((event) => event.type === "session.idle");
    },
    300 * seconds,
  );

  test(
    "runs the tools that the model calls, with file names relative to the project",
    async () => {
      const { opencode, model, project } = await start((request) =>
        request.step === 0
          ? {
              toolCalls: [
                { name: "write", arguments: { filePath: "notes/hello.txt", content: "hello 🌍\n" } },
              ],
            }
          : { text: "Written." },
      );

      const session = await createSession(opencode);
      await opencode.client.session.prompt({
        sessionID: session,
        parts: [{ type: "text", text: "Write a note" }],
      });

      expect(await project.read("notes/hello.txt")).toBe("hello 🌍\n");
      const second = await model.waitForRequest((request) => request.step === 1);
      expect(second.toolResults).toEqual([
        { name: "write", content: expect.stringContaining("Wrote file successfully") },
      ]);
      expect(await project.git("status", "--porcelain")).toBe("?? notes/\n");
    },
    300 * seconds,
  );

  test(
    "reads and edits files named relative to the project",
    async () => {
      const { opencode, model, project } = await start(
        (request) =>
          [
            { toolCalls: [{ name: "read", arguments: { filePath: "README.md" } }] },
            {
              toolCalls: [
                {
                  name: "edit",
                  arguments: { filePath: "README.md", oldString: "Empty", newString: "Full" },
                },
              ],
            },
          ][request.step] ?? { text: "Done." },
      );

      const session = await createSession(opencode);
      await opencode.client.session.prompt({
        sessionID: session,
        parts: [{ type: "text", text: "Change the heading" }],
      });

      expect(await project.read("README.md")).toBe("# Full\n");
      const last = await model.waitForRequest((request) => request.step === 2);
      expect(last.toolResults).toEqual([
        { name: "read", content: expect.stringContaining("1: # Empty") },
        { name: "edit", content: expect.stringContaining("Edit applied") },
      ]);
    },
    300 * seconds,
  );

  test(
    "shows the text of a stream that is cut, and asks again",
    async () => {
      const { opencode, model } = await start((request) =>
        request.step === 0 ? { cutAfter: "Half a sen" } : { text: "A whole sentence." },
      );

      const session = await createSession(opencode);
      const { data } = await opencode.client.session.prompt({
        sessionID: session,
        parts: [{ type: "text", text: "Speak" }],
      });

      await opencode.waitForEvent(
        (event) => event.type === "message.part.delta" && event.properties.delta.includes("Half a sen"),
      );
      expect(data?.parts.findLast((part) => part.type === "text")?.text).toBe("A whole sentence.");
      expect(model.requests.filter((request) => request.session === session)).toHaveLength(2);
    },
    300 * seconds,
  );

  test(
    "gives an error that is not retried back as the message's error",
    async () => {
      const { opencode, model } = await start(() => ({
        status: 401,
        body: { error: { message: "No such key" } },
      }));

      const session = await createSession(opencode);
      const { data } = await opencode.client.session.prompt({
        sessionID: session,
        parts: [{ type: "text", text: "Hello" }],
      });

      expect(data?.info.error).toMatchObject({
        name: "APIError",
        data: { isRetryable: false, statusCode: 401 },
      });
      expect(model.requests.filter((request) => request.session === session)).toHaveLength(1);
    },
    300 * seconds,
  );

  test(
    "ends a hanging prompt when its session is aborted",
    async () => {
      const { opencode, model } = await start(() => ({ hang: true }));

      const session = await createSession(opencode);
      const prompt = opencode.client.session.prompt({
        sessionID: session,
        parts: [{ type: "text", text: "Hello" }],
      });
      await model.waitForRequest((request) => request.session === session);
      await opencode.client.session.abort({ sessionID: session });

      expect((await prompt).data?.info.error?.name).toBe("MessageAbortedError");
    },
    300 * seconds,
  );

  test(
    "prints the model's text in a run without a terminal",
    async () => {
      const model = await startModel(() => ({ text: "Hello from the rehearsal." }));
      const project = await createProject({ "README.md": "# Empty\n" });
      cleanups.push(project.remove);

      const run = await runOpencode(["run", "hello"], { project: project.path, model, plugin: false });

      expect(run).toMatchObject({
        exitCode: 0,
        stdout: expect.stringContaining("Hello from the rehearsal."),
      });
      expect(await project.git("status", "--porcelain")).toBe("");
    },
    300 * seconds,
  );

  test(
    "leaves no process after stop, not even one that a tool has started",
    async () => {
      const pidFile = "sleeper.pid";
      const { opencode, model, project } = await start((request) =>
        request.step === 0
          ? {
              toolCalls: [
                {
                  name: "bash",
                  arguments: {
                    command: `echo $$ > ${pidFile}; exec tail -f /dev/null`,
                    description: "Wait for ever",
                  },
                },
              ],
            }
          : { text: "Never said." },
      );
      const session = await createSession(opencode);
      await opencode.client.session.promptAsync({
        sessionID: session,
        parts: [{ type: "text", text: "Wait" }],
      });
      await model.waitForRequest((request) => request.step === 0);
      await expect.poll(() => project.exists(pidFile)).toBe(true);
      const sleeper = Number(await project.read(pidFile));

      await opencode.stop();

      expect(isRunning(opencode.pid)).toBe(false);
      expect(isRunning(sleeper)).toBe(false);
    },
    300 * seconds,
  );

  test(
    "keeps its sessions over a kill, in the same home",
    async () => {
      const first = await start(() => ({ text: "Kept." }));
      const session = await createSession(first.opencode);
      await first.opencode.kill();

      const second = await startOpencode({
        project: first.project.path,
        model: first.model,
        plugin: false,
        home: first.opencode.home,
      });
      cleanups.push(second.stop);

      const { data } = await second.client.session.get({ sessionID: session });
      expect(data?.id).toBe(session);
    },
    300 * seconds,
  );
});

async function startModel(script: (request: ModelRequest) => ModelReply) {
  const model = await startRehearsedModel(script);
  cleanups.push(model.close);
  return model;
}

async function start(script: (request: ModelRequest) => ModelReply) {
  const model = await startModel(script);
  const project = await createProject({ "README.md": "# Empty\n" });
  cleanups.push(project.remove);
  const opencode = await startOpencode({ project: project.path, model, plugin: false });
  cleanups.push(opencode.stop);
  return { model, project, opencode };
}

async function createSession(opencode: Opencode): Promise<string> {
  const { data } = await opencode.client.session.create({ title: "Test" });
  if (!data) throw new Error("OpenCode made no session");
  return data.id;
}

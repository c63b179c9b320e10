import { chmod, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";

/** What speaks the part of OpenCode 2's API that the command line uses, and an executable that leads to it. */
export interface PretendOpencode2 {
  binary: string;
  /** `METHOD path` and the body of each request, oldest first; not those for events. */
  requests: { line: string; body: unknown }[];
  /** Tells an event of the session. */
  tell(type: string, data?: object): void;
  /** Breaks the connections of those who listen to events. */
  breakEvents(): void;
  /** The session is idle. */
  rest(): void;
  /** What the executable was started with. */
  started(): Promise<{ args: string[]; password: string; pid: number; child: number }>;
  close(): Promise<void>;
}

export const session = "ses_1";

/**
 * @param root the folder for the executable
 * @param answer what happens at a command or an interrupt; a string is why a command is refused
 */
export async function pretendOpencode2(
  root: string,
  answer: (what: "command" | "interrupt", opencode: PretendOpencode2) => string | undefined | Promise<void>,
): Promise<PretendOpencode2> {
  const listeners = new Set<ServerResponse>();
  const waiting: ServerResponse[] = [];
  const folder = await mkdtemp(join(root, "opencode2-"));
  const started = async () => JSON.parse(await readFile(join(folder, "started.json"), "utf8"));
  const handlers: Record<string, (response: ServerResponse) => unknown> = {
    "GET /api/event": (response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(': heartbeat\n\nevent: message\ndata: {"type":"server.connected","data":{}}\n\n');
      listeners.add(response);
    },
    "POST /api/session": (response) => response.end(JSON.stringify({ data: { id: session } })),
    [`POST /api/session/${session}/command`]: (response) => {
      const refusal = answer("command", opencode);
      if (typeof refusal !== "string") return response.writeHead(204).end();
      return response.writeHead(404).end(JSON.stringify({ _tag: "CommandNotFoundError", message: refusal }));
    },
    [`POST /api/session/${session}/interrupt`]: (response) => {
      void answer("interrupt", opencode);
      response.end('{"interrupted":true}');
    },
    [`POST /api/experimental/session/${session}/wait`]: (response) => waiting.push(response),
  };
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { password } = await started();
    const wanted = `Basic ${Buffer.from(`opencode:${password}`).toString("base64")}`;
    if (request.headers.authorization !== wanted) {
      response.writeHead(401).end();
      return;
    }
    const line = `${request.method} ${request.url}`;
    const body = await text(request);
    if (line !== "GET /api/event") opencode.requests.push({ line, body: body && JSON.parse(body) });
    await (handlers[line] ?? (() => response.writeHead(204).end()))(response);
  }

  // Whoever ends in the middle of a request gets no answer.
  const server = createServer((request, response) => {
    receive(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const opencode: PretendOpencode2 = {
    binary: await writeBinary(folder, url),
    requests: [],
    tell(type, data = {}) {
      const event = { id: "evt_1", type, data: { sessionID: session, ...data } };
      // In two pieces, as a network may deliver it.
      const block = `data: ${JSON.stringify(event)}\n\n`;
      for (const listener of listeners) listener.write(block.slice(0, 20));
      for (const listener of listeners) listener.write(block.slice(20));
    },
    breakEvents() {
      for (const listener of listeners) listener.destroy();
      listeners.clear();
    },
    rest() {
      for (const response of waiting.splice(0)) response.writeHead(204).end();
    },
    started,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return opencode;
}

async function writeBinary(folder: string, url: string): Promise<string> {
  const file = join(folder, "opencode");
  const lines = [
    "#!/usr/bin/env node",
    'if (process.argv[2] === "--version") return void console.log("opencode v2.0.14");',
    'const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);',
    "const { OPENCODE_PASSWORD: password } = process.env;",
    "const started = { args: process.argv.slice(2), password, pid: process.pid, child: child.pid };",
    `require("node:fs").writeFileSync(${JSON.stringify(join(folder, "started.json"))}, JSON.stringify(started));`,
    'console.log("a plugin says hello");',
    `console.log(${JSON.stringify(JSON.stringify({ url }))});`,
    'process.stdin.on("end", () => process.exit(0)).resume();',
  ];
  await writeFile(file, lines.join("\n"));
  await chmod(file, 0o755);
  return file;
}

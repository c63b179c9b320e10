import { once } from "node:events";
import { createRequire } from "node:module";
import { WebSocketServer } from "ws";
import { createRunService } from "./run-service.js";

// Its package has no ES module of the server.
const { inspect } = createRequire(import.meta.url)("@xstate/inspect/lib/server");

/** The viewers that this server is for. A program that is no browser sends no origin. */
const viewers = ["https://stately.ai", "https://statecharts.io", undefined];

/**
 * Shows a run through the server of `@xstate/inspect`, on 127.0.0.1, from its first event on: it is read when the
 * first viewer is there. Later viewers begin with the state as it is then.
 *
 * @param stream tells the run: takes what is called with each inspection message, gives back what ends it
 * @param port 0 for a free one
 * @param onProblem is told what cannot be shown
 * @returns the port, and what ends it
 * @throws when the port is in use
 */
export async function showRun({ stream, port, onProblem }) {
  const server = new WebSocketServer({
    host: "127.0.0.1",
    port,
    verifyClient: ({ origin }) => viewers.includes(origin),
  });
  await once(server, "listening");
  const inspector = inspect({ server });
  let end;
  let service;
  let sessions = 0;
  const show = (message) => {
    if (message.type === "problem") return onProblem(message.text);
    if (message.type === "step") return service.take(message);
    service?.stop();
    service = createRunService(message, `run:${sessions++}`);
    globalThis.__xstate__.register(service);
  };
  server.on("connection", (client) => {
    client.once("message", () => {
      end ??= stream(show);
    });
  });
  return {
    port: server.address().port,
    async close() {
      end?.();
      for (const client of server.clients) client.terminate();
      inspector.disconnect();
      await once(server, "close");
    },
  };
}

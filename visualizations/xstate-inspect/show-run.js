import { once } from "node:events";
import { createRequire } from "node:module";
import { WebSocketServer } from "ws";
import { createRunService } from "./run-service.js";

// Its package has no ES module of the server.
const { inspect } = createRequire(import.meta.url)("@xstate/inspect/lib/server");

/** The viewers that this server is for. A program that is no browser sends no origin. */
const viewers = ["https://stately.ai", "https://statecharts.io", undefined];

/**
 * Shows a run through the server of `@xstate/inspect`, on 127.0.0.1, from its first event on, to one viewer: the server
 * tells all the same, so that one that came later, or was reloaded, would miss what was before. It takes the place of
 * the one before instead.
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
  let sessions = 0;
  const tell = () => {
    let service;
    let isLeft = false;
    const end = stream((message) => {
      // What is being read when it is ended may still come.
      if (isLeft) return;
      if (message.type === "problem") return onProblem(message.text);
      if (message.type === "step") return service.take(message);
      service?.stop();
      service = createRunService(message, `run:${sessions++}`);
      globalThis.__xstate__.register(service);
    });
    return () => {
      if (isLeft) return;
      isLeft = true;
      end();
      service?.stop();
    };
  };
  let leave = () => {};
  server.on("connection", (viewer) => {
    for (const other of server.clients) if (other !== viewer) other.terminate();
    leave();
    viewer.once("message", () => {
      leave();
      leave = tell();
    });
  });
  return {
    port: server.address().port,
    async close() {
      leave();
      for (const client of server.clients) client.terminate();
      inspector.disconnect();
      await once(server, "close");
    },
  };
}

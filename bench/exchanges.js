// Every exchange with the rehearsed model of this process.
import { channel } from "node:diagnostics_channel";

/** In order: whose it was, when its request came and when its last byte had left. The list grows. */
export function listen() {
  const exchanges = [];
  const open = new Map();
  channel("http.server.request.start").subscribe(({ request, response }) => {
    const agent = request.headers["x-orchestrator-agent"] ?? "floor";
    const exchange = { agent, session: request.headers["x-session-id"], start: performance.now() };
    open.set(response, exchange);
    exchanges.push(exchange);
  });
  channel("http.server.response.finish").subscribe(({ response }) => {
    open.get(response).end = performance.now();
    open.delete(response);
  });
  return exchanges;
}

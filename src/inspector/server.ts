import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { errorWords } from "../contracts/error-words.js";
import { runFolders } from "../runs/run-folder.js";
import { createAccess } from "./access.js";
import { liveDocument, type PageAssets, readPageAssets } from "./document.js";
import { journalLineText } from "./journal-line-text.js";
import { createRunFeed, type RunFeed } from "./run-feed.js";
import { listRunViews } from "./run-list.js";
import { streamInspection } from "./stately-feed.js";
import { diffOf, readTaskChanges } from "./task-diffs.js";

export interface InspectorOptions {
  /** The folder whose runs are shown. */
  project: string;
  /** 0, the default, takes a free one. */
  port?: number | undefined;
  /** The process stays alive for it. Otherwise it ends with what else the process does. */
  isKeptAlive?: boolean;
  /** The page that the button "Stately" opens. */
  statelyUrl?: string;
}

export interface Inspector {
  readonly port: number;
  /** The page's address with its token; of a run, or of the newest. */
  url(run?: string): string;
  close(): Promise<void>;
}

const statelyInspector = "https://stately.ai/inspect";

/**
 * Serves the runs of a folder to this machine's own browser.
 * @throws Error when the page is not built, or the port is taken
 */
export async function startInspector(options: InspectorOptions): Promise<Inspector> {
  const assets = await readPageAssets();
  const access = createAccess(() => port);
  const context: Context = {
    project: options.project,
    assets,
    feeds: new Map(),
    document: liveDocument(assets, { statelyUrl: options.statelyUrl ?? statelyInspector }),
  };
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    const refusal = access.refusal(request);
    if (refusal) return answer(response, 403, refusal);
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/" && access.isToken(url.searchParams.get("token"))) {
      const run = url.searchParams.get("run");
      response.setHeader("Set-Cookie", access.cookie());
      response.setHeader("Location", `${access.door}${run ? `#run=${encodeURIComponent(run)}` : ""}`);
      return answer(response, 303, "");
    }
    if (!url.pathname.startsWith(access.door) || !access.hasCookie(request)) {
      return answer(response, 401, "This address needs its token: /auto-inspect in OpenCode prints it");
    }
    const path = url.pathname.slice(access.door.length);
    void serve(context, { path, query: url.searchParams, response }).catch((error: unknown) => {
      if (response.headersSent) response.end();
      else answer(response, 500, errorWords(error));
    });
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  if (!options.isKeptAlive) server.unref();
  return {
    port,
    url: (run) =>
      `http://127.0.0.1:${port}/?token=${access.token}${run ? `&run=${encodeURIComponent(run)}` : ""}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Context {
  project: string;
  assets: PageAssets;
  document: ReturnType<typeof liveDocument>;
  feeds: Map<string, RunFeed>;
}

interface Exchange {
  path: string;
  query: URLSearchParams;
  response: ServerResponse;
}

const safeHeaders = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Resource-Policy": "same-origin",
  // Stately's window is opened by the page and must be able to answer it.
  "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
};

async function serve(context: Context, exchange: Exchange): Promise<void> {
  const { path, query, response } = exchange;
  switch (path) {
    case "":
      response.setHeader(
        "Content-Security-Policy",
        `${context.document.contentSecurityPolicy}; frame-ancestors 'none'`,
      );
      return answer(response, 200, context.document.html, "text/html");
    case "page.js":
      return answer(response, 200, context.assets.script, "text/javascript");
    case "page.css":
      return answer(response, 200, context.assets.style, "text/css");
    case "api/runs":
      return answer(response, 200, JSON.stringify(await listRunViews(context.project)), "application/json");
  }
  const folder = await findRun(context.project, query.get("run"));
  if (!folder) return answer(response, 404, "There is no such run in this folder");
  switch (path) {
    case "api/frames": {
      const feed = context.feeds.get(folder) ?? createRunFeed(folder);
      context.feeds.set(folder, feed);
      return stream(exchange, feed.subscribe);
    }
    case "api/stately":
      return stream(exchange, (send) => streamInspection(folder, send));
    case "api/line":
      return answer(response, 200, await journalLineText(folder, Number(query.get("seq"))));
    case "api/diff": {
      const changes = await readTaskChanges(folder);
      const seq = Number(query.get("seq"));
      const change = changes.find((each) => each.seq === seq);
      return answer(response, 200, change ? await diffOf(folder, change) : "");
    }
    default:
      return answer(response, 404, "Not found");
  }
}

/** Only what is listed there can be a run: a name leads nowhere else. */
async function findRun(project: string, run: string | null): Promise<string | undefined> {
  const folders = await runFolders(project);
  return folders.find((folder) => basename(folder) === run);
}

/** How often a silent stream says that it lives, in milliseconds. */
const heartbeat = 15_000;

/** Server-sent events: a JSON message each. */
function stream({ response }: Exchange, subscribe: (send: (message: object) => void) => () => void): void {
  response.writeHead(200, { "Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no" });
  response.write("retry: 1000\n\n");
  const end = subscribe((message) => response.write(`data: ${JSON.stringify(message)}\n\n`));
  const timer = setInterval(() => response.write(": alive\n\n"), heartbeat);
  timer.unref();
  response.once("close", () => {
    clearInterval(timer);
    end();
  });
}

function answer(response: ServerResponse, status: number, body: string, type = "text/plain"): void {
  response.writeHead(status, { "Content-Type": `${type}; charset=utf-8` });
  response.end(body);
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === "EADDRINUSE";
      const advice = isTaken
        ? "it is taken. Choose another in the option inspect.port, or 0 for a free one"
        : cause.message;
      reject(new Error(`The inspector cannot listen on port ${port}: ${advice}`, { cause }));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}

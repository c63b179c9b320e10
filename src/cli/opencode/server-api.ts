import { CommandError } from "../command-error.js";

/** What happened in OpenCode 2. */
export interface ServerEvent {
  type: string;
  data: Record<string, unknown>;
}

/** The API of OpenCode 2. */
export interface ServerApi {
  /**
   * @param body sent as JSON
   * @returns the answer's JSON
   * @throws CommandError with OpenCode's words when it refuses
   * @throws TypeError when it does not answer, AbortError after the signal
   */
  call(
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<unknown>;
  /** What happens from now on. @throws TypeError when the connection breaks */
  events(signal: AbortSignal): AsyncGenerator<ServerEvent>;
}

export function createServerApi(url: string, password: string): ServerApi {
  const authorization = `Basic ${Buffer.from(`opencode:${password}`).toString("base64")}`;
  const ask = async (method: string, path: string, rest: Pick<RequestInit, "body" | "signal"> = {}) => {
    const headers = { authorization, "content-type": "application/json" };
    const answer = await fetch(new URL(path, url), { method, headers, ...rest });
    if (!answer.ok) throw new CommandError(refusal(answer.status, await answer.text()));
    return answer;
  };
  return {
    async call(method, path, body, signal) {
      const rest = { ...(body ? { body: JSON.stringify(body) } : {}), ...(signal ? { signal } : {}) };
      const answer = await ask(method, path, rest);
      const text = await answer.text();
      return text === "" ? undefined : (JSON.parse(text) as unknown);
    },
    async *events(signal) {
      const { body } = await ask("GET", "/api/event", { signal });
      if (body) yield* readEvents(body);
    },
  };
}

/** A path with the folder that it is about. */
export function about(folder: string, path: string): string {
  return `${path}?location[directory]=${encodeURIComponent(folder)}`;
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  let rest = "";
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + piece).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const data = block.split("\n").flatMap((line) => (line.startsWith("data:") ? [line.slice(5)] : []));
      if (data.length > 0) yield JSON.parse(data.join("\n")) as ServerEvent;
    }
  }
}

function refusal(status: number, text: string): string {
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (typeof message === "string" && message) return message;
  } catch {
    // Not JSON.
  }
  return `OpenCode answered with status ${status}${text ? `: ${text.slice(0, 300)}` : ""}`;
}

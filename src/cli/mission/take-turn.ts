import { setTimeout as delay } from "node:timers/promises";
import { errorWords } from "../../contracts/error-words.js";
import { CommandError } from "../command-error.js";
import type { ServerApi } from "../opencode/server-api.js";
import type { CommandCall } from "./command-call.js";
import { followSession } from "./follow-session.js";

/**
 * Runs a slash command in a new session of OpenCode 2 until the session is idle; after an interrupt, also until the
 * run rests.
 * @param over ends all that waits for OpenCode, also where that has ended before the turn
 * @returns an exit code: 0, or 1 where OpenCode refused or the turn failed
 */
export async function takeTurn(
  api: ServerApi,
  { folder, command, text, model, onLine, isAtWork }: CommandCall,
  interrupted: AbortSignal,
  over: AbortSignal,
): Promise<number> {
  try {
    const session = await createSession(api, folder, model);
    const path = `/api/session/${session}`;
    const interrupt = () => api.call("POST", `${path}/interrupt`).catch(() => undefined);
    interrupted.addEventListener("abort", interrupt, { once: true });
    const { ended } = await followSession(api, session, onLine, over);
    if (interrupted.aborted) return 1;
    await api.call("POST", `${path}/command`, { name: command, text });
    // Before the turn began there was nothing to interrupt.
    if (interrupted.aborted) await interrupt();
    const idle = untilIdle(api, session, over).then(() =>
      delay(lateMilliseconds, "done" as const, { ref: false }),
    );
    const outcome = await Promise.race([ended, idle]);
    while (interrupted.aborted && (await isAtWork())) await delay(100);
    return outcome === "failed" ? 1 : 0;
  } catch (error) {
    onLine(`Error: ${errorWords(error)}`);
    return 1;
  }
}

/** By how much events may be later than the end of the turn that they tell. */
const lateMilliseconds = 1_000;

/** Without the tool `question`, the plugin ends a turn with the question and the commands that answer it. */
async function createSession(api: ServerApi, folder: string, model: string | undefined): Promise<string> {
  const body = {
    location: { directory: folder },
    permissions: [{ action: "question", resource: "*", effect: "deny" }],
    ...(model ? { model: modelOf(model) } : {}),
  };
  const { data } = (await api.call("POST", "/api/session", body)) as { data: { id: string } };
  return data.id;
}

/** @param name `provider/model` or `provider/model#variant` */
function modelOf(name: string): { providerID: string; id: string; variant?: string } {
  const [, providerID = "", id = "", variant] = /^([^/]+)\/(.+?)(?:#([^#]+))?$/.exec(name) ?? [];
  return { providerID, id, ...(variant ? { variant } : {}) };
}

/** An OpenCode that does not know the request tells the end by its events alone. */
async function untilIdle(api: ServerApi, session: string, over: AbortSignal): Promise<void> {
  const path = `/api/experimental/session/${session}/wait`;
  const isIdle = await api.call("POST", path, undefined, over).then(
    () => true,
    (error: unknown) => (error instanceof CommandError ? new Promise<never>(() => undefined) : false),
  );
  if (isIdle || over.aborted) return;
  // `fetch` gives up on an answer after five minutes.
  await delay(200);
  return untilIdle(api, session, over);
}

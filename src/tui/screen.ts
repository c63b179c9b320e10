import type { TuiApi } from "./host.js";

/** The session that the screen shows. */
export function sessionOnScreen(api: TuiApi): { id: string; isChild: boolean; isBusy: boolean } | undefined {
  const { current } = api.route ?? {};
  const id = current?.name === "session" ? current.params?.sessionID : undefined;
  if (typeof id !== "string") return undefined;
  const { session } = api.state ?? {};
  const status = session?.status?.(id)?.type ?? "idle";
  return { id, isChild: session?.get?.(id)?.parentID !== undefined, isBusy: status !== "idle" };
}

/** Whether the sidebar is beside the session: OpenCode shows it in wide terminals, and never beside an agent's session. */
export function isSidebarShown(api: TuiApi, width: number): boolean {
  const session = sessionOnScreen(api);
  if (!session || session.isChild || width <= widestWithout) return false;
  return api.kv?.get("sidebar", "auto") !== "hide";
}

/** In columns. */
const widestWithout = 120;

import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { InspectionEvent } from "xstate";
import { reasonOf } from "../../runs/read-journal.js";
import type { Host } from "../ports.js";

/** Names a module whose default export is an XState inspector: `(event) => void`, or an observer with `next`. */
export const inspectVariable = "OPENCODE_ORCHESTRATOR_INSPECT";

export type Inspect = (event: InspectionEvent) => void;

/** A developer's own inspector. What is wrong with it is logged, and the run goes on without it. */
export async function attachedInspector(host: Host): Promise<Inspect | undefined> {
  const path = process.env[inspectVariable];
  if (!path) return undefined;
  try {
    const module: { default?: Inspect | { next: Inspect } } = await import(
      pathToFileURL(resolve(host.folder, path)).href
    );
    const given = module.default;
    const inspect = typeof given === "function" ? given : given?.next?.bind(given);
    if (!inspect) throw new Error("its default export is neither a function nor an observer");
    return inspect;
  } catch (error) {
    host.log("error", `${inspectVariable}: ${path} cannot be used: ${reasonOf(error)}`);
    return undefined;
  }
}

import { randomBytes } from "node:crypto";

/** A run's id: sortable, readable, unique enough for one folder. The time is UTC. */
export function runId(now = new Date()): string {
  const stamp = now.toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
  return `${stamp}-${randomBytes(2).toString("hex")}`;
}

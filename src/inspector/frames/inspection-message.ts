/** What an XState inspector is told of a run; the page makes inspection events of it. */
export type InspectionMessage =
  | { type: "actor"; id: string; definition: object; snapshot: InspectedState }
  | { type: "step"; id: string; event: { type: string }; snapshot: InspectedState }
  | { type: "problem"; text: string };

export interface InspectedState {
  status: "active" | "done" | "error" | "stopped";
  value: unknown;
  /** Without the queue, whose size is the plan's. */
  context: unknown;
}

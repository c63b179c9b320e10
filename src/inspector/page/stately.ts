import { signal } from "@preact/signals";
import { createInspector } from "@statelyai/inspect";
import type { InspectionMessage } from "../frames/inspection-message.js";
import type { Source } from "./source.js";

/** How many events the opened window got; `undefined` while none is open. */
export const forwarded = signal<number | undefined>(undefined);

/** Four levels of states with their definitions are deeper than the package's own limit of 10. */
const depthLimit = 60;

let close: (() => void) | undefined;

/** Opens Stately's inspector and tells it the run from its first event on. To be called by a click. */
export function openStately({ statelyUrl, open }: NonNullable<Source["inspection"]>): void {
  close?.();
  const target = window.open(statelyUrl, "xstate-inspector");
  if (!target) return;
  const { origin } = new URL(statelyUrl);
  const events: object[] = [];
  let isConnected = false;
  forwarded.value = 0;

  const post = (event: object) => {
    target.postMessage(event, origin);
    forwarded.value = (forwarded.value ?? 0) + 1;
  };
  const inspector = createInspector(
    {
      send(event) {
        events.push(event);
        if (isConnected) post(event);
      },
    },
    { serializationDepthLimit: depthLimit, maxDeferredEvents: Number.POSITIVE_INFINITY },
  );
  const connected = (event: MessageEvent) => {
    if (event.origin !== origin || event.data?.type !== "@statelyai.connected") return;
    // The window was reloaded, perhaps: it gets everything again.
    isConnected = true;
    forwarded.value = 0;
    for (const each of events) post(each);
  };
  addEventListener("message", connected);

  const stream = open();
  stream.onopen = () => {
    // The stream begins with the first event each time.
    events.length = 0;
  };
  stream.onmessage = ({ data }) => {
    const message = JSON.parse(data) as InspectionMessage;
    if (message.type === "problem") return;
    const { id, snapshot } = message;
    if (message.type === "actor") {
      // The package takes a definition from an actor only.
      const actor = {
        sessionId: id,
        send: () => {},
        getSnapshot: () => snapshot,
        logic: { config: message.definition },
      };
      inspector.actor(actor as never, snapshot);
      return;
    }
    inspector.event(id, message.event);
    inspector.snapshot(id, snapshot, { event: message.event });
  };
  close = () => {
    stream.close();
    removeEventListener("message", connected);
    forwarded.value = undefined;
  };
}

import { errorWords } from "../../contracts/error-words.js";
import type { Inspector } from "../../inspector/server.js";
import type { Host } from "../ports.js";

/** The page of this OpenCode process. Nothing of it is loaded before it is asked for. */
export interface InspectorDoor {
  /** Its address with its token. @throws when it cannot be served */
  url(): Promise<string>;
  /** Opens it in the browser, once in the life of the process. */
  show(): void;
  close(): Promise<void>;
}

export function createInspectorDoor(host: Host, port: number | undefined): InspectorDoor {
  let inspector: Promise<Inspector> | undefined;
  let isShown = false;
  const start = async () => {
    const { startInspector } = await import("../../inspector/server.js");
    return startInspector({ project: host.folder, port });
  };
  const url = async () => {
    inspector ??= start();
    try {
      return (await inspector).url();
    } catch (error) {
      // It may be temporary: a port that is taken is free again later.
      inspector = undefined;
      throw error;
    }
  };
  return {
    url,
    show() {
      if (isShown) return;
      isShown = true;
      const open = async () => {
        const { openBrowser } = await import("../../inspector/open-browser.js");
        await openBrowser(await url());
      };
      open().catch((error: unknown) =>
        host.log("warn", `the inspector was not opened: ${errorWords(error)}`),
      );
    },
    async close() {
      const closing = inspector;
      inspector = undefined;
      await (await closing?.catch(() => undefined))?.close();
    },
  };
}

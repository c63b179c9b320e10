import { once } from "node:events";
import { basename } from "node:path";
import { findRun } from "./find-run.js";

/** Serves the inspector until the process is interrupted. @throws CommandError when no run is meant */
export async function inspectRuns(
  project: string,
  beginning: string | undefined,
  { port, open = false }: { port?: number; open?: boolean },
): Promise<void> {
  const run = beginning === undefined ? undefined : basename(await findRun(project, beginning));
  const { startInspector } = await import("../../inspector/server.js");
  const inspector = await startInspector({ project, port, isKeptAlive: true });
  const url = inspector.url(run);
  console.log(`Inspector: ${url}`);
  console.log("Anyone on this machine who has the address can open it. Ctrl-C ends it.");
  if (open) {
    const { openBrowser } = await import("../../inspector/open-browser.js");
    await openBrowser(url).catch((error: Error) =>
      console.error(`${error.message}: open the address yourself`),
    );
  }
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await inspector.close();
}

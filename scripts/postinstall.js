// npm runs it after an installation. It never fails that; in a clone of the repository nothing is built yet.
import { existsSync } from "node:fs";

const compiled = new URL("../dist/cli/postinstall.js", import.meta.url);

try {
  if (existsSync(compiled)) await import(compiled.href);
} catch (error) {
  const why = String(error?.message ?? error).replaceAll(/\s+/g, " ");
  console.error(`opencode-orchestrator is installed, but not registered in OpenCode's config: ${why}`);
}

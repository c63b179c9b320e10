import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const packageName = "opencode-orchestrator";

/** Where this package is installed. */
export const packageRoot = fileURLToPath(new URL("../../", import.meta.url)).replace(/[\\/]$/, "");

/** The version of this package. */
export function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
    version?: string;
  };
  return version ?? "unknown";
}

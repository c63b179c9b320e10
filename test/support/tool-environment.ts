import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What compilers need in another home than the user's. @param caches a folder for what they compile */
export function toolEnvironment(caches: string): Record<string, string> {
  const rustup = process.env.RUSTUP_HOME ?? join(homedir(), ".rustup");
  return {
    ...(existsSync(rustup) ? { RUSTUP_HOME: rustup } : {}),
    GOCACHE: join(caches, "go"),
    GOPROXY: "off",
    CARGO_NET_OFFLINE: "true",
  };
}

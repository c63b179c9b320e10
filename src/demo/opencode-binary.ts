import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The path of an OpenCode binary: the environment's `OPENCODE_BIN`, else the platform package beside an
 * `opencode-ai` that the project or this package has installed, else `opencode` on the `PATH`.
 *
 * @throws Error when there is none.
 */
export function findOpencode(): string {
  const chosen = process.env.OPENCODE_BIN;
  if (chosen) {
    if (isExecutable(chosen)) return chosen;
    throw new Error(`OPENCODE_BIN is "${chosen}", which is not an executable file. Fix it or unset it`);
  }
  const found = findInstalled() ?? findOnPath();
  if (found) return found;
  throw new Error(
    "OpenCode was not found. Install it (npm install --global opencode-ai), or set OPENCODE_BIN to its binary",
  );
}

function findInstalled(): string | undefined {
  const bases = [pathToFileURL(join(process.cwd(), "package.json")).href, import.meta.url];
  for (const base of bases) {
    const launcher = resolveFrom(base, "opencode-ai/package.json");
    if (!launcher) continue;
    for (const name of platformPackages()) {
      const manifest = resolveFrom(pathToFileURL(launcher).href, `${name}/package.json`);
      const binary = manifest && join(dirname(manifest), "bin", executableName);
      if (binary && isExecutable(binary)) return binary;
    }
  }
  return undefined;
}

/** The first `opencode` of the `PATH`. */
export function findOnPath(): string | undefined {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, executableName))
    .find(isExecutable);
}

const executableName = process.platform === "win32" ? "opencode.exe" : "opencode";

/** OpenCode's names of its packages for this machine, best first. */
function platformPackages(): string[] {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const base = `opencode-${platform}-${process.arch}`;
  const builds = process.arch === "x64" ? [base, `${base}-baseline`] : [base];
  if (lacksAvx2()) builds.reverse();
  const musl = builds.map((name) => `${name}-musl`);
  if (platform !== "linux") return builds;
  return isMusl() ? [...musl, ...builds] : [...builds, ...musl];
}

/** Only Linux tells cheaply; elsewhere the plain build comes first. */
function lacksAvx2(): boolean {
  const cpuInfo = "/proc/cpuinfo";
  return process.arch === "x64" && existsSync(cpuInfo) && !/\bavx2\b/.test(readFileSync(cpuInfo, "utf8"));
}

function isMusl(): boolean {
  return existsSync("/etc/alpine-release");
}

function resolveFrom(base: string, request: string): string | undefined {
  try {
    return createRequire(base).resolve(request);
  } catch {
    return undefined;
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Check, CheckMoment } from "../../contracts/check.js";

const timeoutSeconds = 600;

/**
 * The checks that a project declares or its toolchain brings: package scripts, `tsc`, cargo, go, pytest, and
 * `make test` where there is nothing else. Names are unique. An unreadable manifest declares nothing.
 *
 * @param worktree absolute
 */
export async function detectChecks(worktree: string): Promise<Check[]> {
  const folder = folderOf(worktree);
  const found = await Promise.all(
    [scriptChecks, rustChecks, goChecks, pythonChecks].map((detect) => detect(folder)),
  );
  const checks = found.flat();
  return checks.length > 0 ? checks : makeChecks(folder);
}

type Folder = ReturnType<typeof folderOf>;

function folderOf(path: string) {
  const read = (name: string) => readFile(join(path, name), "utf8").catch(() => "");
  const has = (name: string) =>
    access(join(path, name)).then(
      () => true,
      () => false,
    );
  const list = (name: string) => readdir(join(path, name), { recursive: true }).catch((): string[] => []);
  return { read, has, list };
}

function check(name: string, command: string, when: CheckMoment = "task"): Check {
  return { name, command, timeoutSeconds, when };
}

async function scriptChecks(folder: Folder): Promise<Check[]> {
  const scripts = scriptsOf(await folder.read("package.json"));
  const manager = await packageManager(folder);
  const names = ["typecheck", "lint", "test", "build"].filter((name) => scripts.has(name));
  const declared = names.map((name) =>
    check(name, `${manager} run ${name}`, name === "build" ? "final" : "task"),
  );
  return scripts.has("typecheck") ? declared : [...(await compilerChecks(folder)), ...declared];
}

function scriptsOf(manifest: string): Set<string> {
  try {
    const { scripts } = JSON.parse(manifest) as { scripts: object };
    const isReal = ([, command]: [string, unknown]) =>
      typeof command === "string" && command.trim() !== "" && !command.includes("Error: no test specified");
    return new Set(
      Object.entries(scripts)
        .filter(isReal)
        .map(([name]) => name),
    );
  } catch {
    return new Set();
  }
}

async function packageManager(folder: Folder): Promise<string> {
  const lockfiles = [
    ["pnpm-lock.yaml", "pnpm"],
    ["yarn.lock", "yarn"],
    ["bun.lock", "bun"],
    ["bun.lockb", "bun"],
    ["package-lock.json", "npm"],
  ] as const;
  for (const [file, manager] of lockfiles) if (await folder.has(file)) return manager;
  return "npm";
}

/** A root `tsconfig.json` that only refers to others is left alone: `tsc --noEmit` would look at no file at all. */
async function compilerChecks(folder: Folder): Promise<Check[]> {
  const config = await folder.read("tsconfig.json");
  const compiler = join("node_modules", ".bin", "tsc");
  if (config === "" || /"files"\s*:\s*\[\s*\]/.test(config) || !(await folder.has(compiler))) return [];
  return [check("tsc", `${compiler} --noEmit`)];
}

async function rustChecks(folder: Folder): Promise<Check[]> {
  if (!(await folder.has("Cargo.toml"))) return [];
  return [
    check("cargo check", "cargo check --workspace"),
    check("cargo test", "cargo test --workspace --no-fail-fast"),
  ];
}

async function goChecks(folder: Folder): Promise<Check[]> {
  if (!(await folder.has("go.mod"))) return [];
  return [check("go vet", "go vet ./..."), check("go test", "go test ./...")];
}

async function pythonChecks(folder: Folder): Promise<Check[]> {
  const isDeclared =
    (await folder.has("pytest.ini")) ||
    (await folder.has("conftest.py")) ||
    (await folder.read("pyproject.toml")).includes("pytest") ||
    (await folder.list("tests")).some((file) => /(?:^|[\\/])test_[^\\/]*\.py$/.test(file));
  return isDeclared ? [check("pytest", "pytest")] : [];
}

async function makeChecks(folder: Folder): Promise<Check[]> {
  const makefiles = await Promise.all(
    ["GNUmakefile", "makefile", "Makefile"].map((name) => folder.read(name)),
  );
  return makefiles.some((makefile) => /^test\s*::?(?!=)/m.test(makefile))
    ? [check("make test", "make test")]
    : [];
}

import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { refusal } from "./budget.js";
import type { PathMap } from "./path-map.js";

const run = promisify(execFile);
const pythonProject =
  /^(?:pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|pytest\.ini|requirements.*\.txt|.+\.py)$/;
const script = "import sys; print('\\n'.join(sys.path))";

/**
 * An environment outside of the project can have the project installed in editable mode. Its tests would read the
 * user's files from any copy.
 *
 * @param folder where the check runs
 * @param changes of the environment there
 * @throws ActorError of `checks` that names the environment
 */
export async function refuseEditableInstall(
  paths: PathMap,
  folder: string,
  changes: NodeJS.ProcessEnv,
): Promise<void> {
  const names = [...(await readdir(folder)), ...(folder === paths.root ? [] : await readdir(paths.root))];
  if (!names.some((name) => pythonProject.test(name))) return;
  const env = { ...process.env, ...changes };
  await Promise.all(
    ["python", "python3"].map(async (python) => {
      const options = { cwd: folder, env, timeout: 10_000, windowsHide: true };
      const { stdout } = await run(python, ["-c", script], options).catch(() => ({ stdout: "" }));
      const found = await findUserPath(stdout.trim().split(/\r?\n/), paths);
      if (found === undefined) return;
      throw refusal(
        `The environment of ${python} has the project installed in editable mode (${found}), so its tests would read the present files. Use an environment inside the project, like .venv`,
      );
    }),
  );
}

async function findUserPath(searched: readonly string[], paths: PathMap): Promise<string | undefined> {
  for (const folder of searched) {
    if (paths.rewrite(folder) !== folder) return folder;
    if (!/(?:site|dist)-packages$/.test(folder)) continue;
    for (const name of await readdir(folder).catch((): string[] => [])) {
      if (!/\.pth$|\.egg-link$|^__editable__.*\.py$/.test(name)) continue;
      const text = await readFile(join(folder, name), "utf8").catch(() => "");
      if (paths.rewrite(text) !== text) return join(folder, name);
    }
  }
  return undefined;
}

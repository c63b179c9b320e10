// The bundled tasks: a request, a project to start from, and hidden tests that only the judge has.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("tasks", import.meta.url));
const judgingSeconds = 60;

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {string} request what the user asks for
 * @property {string} path its folder: `start`, `solution`, for some `wrong`, and `hidden.js`
 * @property {boolean} hasWrong whether there is a wrong solution, which passes the visible tests
 */

/** @returns {Promise<Task[]>} in the order of their names */
export async function readTasks() {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const request = (await readFile(join(path, "request.md"), "utf8")).replace(/\s+/g, " ").trim();
      const hasWrong = await access(join(path, "wrong")).then(
        () => true,
        () => false,
      );
      return { name, request, path, hasWrong };
    }),
  );
}

/**
 * Writes the project that a task starts from, with more files over it.
 * @param {Task} task
 * @param {string} project an empty folder
 * @param {"solution" | "wrong"} [over]
 */
export async function writeProject(task, project, over) {
  const manifest = { name: task.name, private: true, type: "module", scripts: { test: "node --test" } };
  await writeFile(join(project, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await cp(join(task.path, "start"), project, { recursive: true });
  if (over) await cp(join(task.path, over), project, { recursive: true });
}

/**
 * Runs the hidden tests on a copy of a project.
 * @param {Task} task
 * @param {string} project
 * @returns {Promise<{ isRight: boolean, output: string }>}
 */
export async function judge(task, project) {
  const copy = await mkdtemp(join(tmpdir(), "orchestrator-judge-"));
  try {
    const isOurs = (/** @type {string} */ path) =>
      !/[\\/](\.git|\.opencode|node_modules)([\\/]|$)/.test(path.slice(project.length));
    await cp(project, copy, { recursive: true, filter: isOurs });
    await cp(join(task.path, "hidden.js"), join(copy, "hidden.test.js"));
    return await runTests(copy, ["hidden.test.js"]);
  } finally {
    await rm(copy, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * @param {string} project
 * @param {string[]} files none: the project's own tests
 * @returns {Promise<{ isRight: boolean, output: string }>}
 */
export async function runTests(project, files = []) {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  const child = spawn(process.execPath, ["--test", ...files], {
    cwd: project,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: judgingSeconds * 1000,
    killSignal: "SIGKILL",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const [exitCode] = await once(child, "close");
  return { isRight: exitCode === 0, output };
}

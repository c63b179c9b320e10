// The projects in which faults are seeded, each with a suite that passes: the bundled tasks, solved, and the samples.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readTasks } from "../real/tasks.js";
import { commandOf } from "./command.js";
import { typeErrors } from "./type-errors.js";

const samples = fileURLToPath(new URL("samples", import.meta.url));

/**
 * @typedef {object} Verdict
 * @property {boolean} parses whether the language takes the file, with its types where it has some
 * @property {string[] | undefined} failed the tests that failed; nothing where the suite ended before it told
 */

/**
 * @typedef {object} Project
 * @property {string} name
 * @property {string} language
 * @property {string} source the file that is changed, within the project
 * @property {(folder: string) => Promise<void>} write into an empty folder
 * @property {(folder: string) => Promise<Verdict>} run
 * @property {(folder: string) => Promise<string[]>} tests the names of all tests
 */

/** @returns {Promise<Project[]>} those whose tools are installed */
export async function readProjects() {
  const tasks = await readTasks();
  const own = [];
  for (const sample of sampleProjects) {
    if ((await commandOf(sample.tool, ["--version"], samples)).exitCode !== undefined) own.push(sample);
    else console.log(`${sample.tool} is not installed: ${sample.name} is left out`);
  }
  return [...tasks.map(taskProject), ...own];
}

function taskProject({ name, path }) {
  const source = `src/${name}.js`;
  const run = (folder) => commandOf(process.execPath, ["--test-reporter=tap", "all.test.js"], folder);
  return {
    name,
    language: "JavaScript",
    source,
    async write(folder) {
      await cp(join(path, "start"), folder, { recursive: true });
      await cp(join(path, "solution"), folder, { recursive: true });
      await cp(join(path, "hidden.js"), join(folder, "hidden.test.js"));
      await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
      const suites = [`./test/${name}.test.js`, "./hidden.test.js"];
      await writeFile(join(folder, "all.test.js"), suites.map((suite) => `import "${suite}";\n`).join(""));
    },
    tests: async (folder) => names((await run(folder)).output, /^ok \d+ - (.+)$/gm),
    async run(folder) {
      const result = await run(folder);
      const parses =
        !result.output.includes("SyntaxError") ||
        (await commandOf(process.execPath, ["--check", source], folder)).exitCode === 0;
      return { parses, failed: failedOf(result, /^not ok \d+ - (.+)$/gm) };
    },
  };
}

/** @param {{ check: string[], suite: string[], failed: RegExp, all: RegExp }} how */
function sample(name, language, source, tool, { check, suite, failed, all }) {
  const call = (words, folder) => commandOf(words[0], words.slice(1), folder);
  return {
    name,
    language,
    source,
    tool,
    write: (folder) => cp(join(samples, name), folder, { recursive: true }),
    tests: async (folder) => {
      await call(check, folder);
      return names((await call(suite, folder)).output, all);
    },
    async run(folder) {
      if ((await call(check, folder)).exitCode !== 0) return { parses: false, failed: undefined };
      return { parses: true, failed: failedOf(await call(suite, folder), failed) };
    },
  };
}

const sampleProjects = [
  sample("python", "Python", "stock.py", "python3", {
    check: ["python3", "-m", "py_compile", "stock.py"],
    suite: ["python3", "-m", "unittest", "-v", "test_stock"],
    failed: /^(?:FAIL|ERROR): (\w+)/gm,
    all: /^(test_\w+) /gm,
  }),
  sample("go", "Go", "parcel.go", "go", {
    check: ["go", "test", "-c", "-o", "suite"],
    suite: ["./suite", "-test.v"],
    failed: /^--- FAIL: (\w+)/gm,
    all: /^--- PASS: (\w+)/gm,
  }),
  sample("rust", "Rust", "lib.rs", "rustc", {
    check: ["rustc", "--edition", "2021", "--test", "-A", "warnings", "-o", "suite", "lib.rs"],
    suite: ["./suite"],
    failed: /^test (\S+) \.\.\. FAILED/gm,
    all: /^test (\S+) \.\.\. ok/gm,
  }),
  sample("ruby", "Ruby", "rota.rb", "ruby", {
    check: ["ruby", "-c", "rota.rb"],
    suite: ["ruby", "rota_test.rb", "-v"],
    failed: /^\w+#(test_\w+) = .* = [FE]$/gm,
    all: /^\w+#(test_\w+) = /gm,
  }),
  sample("php", "PHP", "Cart.php", "phpunit", {
    check: ["php", "-l", "Cart.php"],
    suite: ["phpunit", "--no-configuration", "--debug", "CartTest.php"],
    failed: /^\d+\) .*::(test\w+)/gm,
    all: /^Test '.*::(test\w+)' ended/gm,
  }),
  {
    ...sample("typescript", "TypeScript", "schedule.ts", "node", {
      check: [],
      suite: ["node", "--test-reporter=tap", "suite.mjs"],
      failed: /^not ok \d+ - (.+)$/gm,
      all: /^ok \d+ - (.+)$/gm,
    }),
    async tests(folder) {
      await bundle(folder);
      return names(
        (await commandOf("node", ["--test-reporter=tap", "suite.mjs"], folder)).output,
        /^ok \d+ - (.+)$/gm,
      );
    },
    async run(folder) {
      if (typeErrors(await readFile(join(folder, "schedule.ts"), "utf8")).length > 0)
        return { parses: false, failed: undefined };
      await bundle(folder);
      const result = await commandOf("node", ["--test-reporter=tap", "suite.mjs"], folder);
      return { parses: true, failed: failedOf(result, /^not ok \d+ - (.+)$/gm) };
    },
  },
];

async function bundle(folder) {
  await mkdir(folder, { recursive: true });
  const entryPoints = [join(folder, "schedule.test.ts")];
  await build({
    entryPoints,
    outfile: join(folder, "suite.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
  });
}

function names(output, pattern) {
  return [...new Set([...output.matchAll(pattern)].map((match) => match[1]))].sort();
}

function failedOf({ exitCode, output }, pattern) {
  if (exitCode === 0) return [];
  const failed = names(output, pattern);
  return failed.length > 0 ? failed : undefined;
}

// The projects in which faults are seeded, each with a suite that passes: the bundled tasks, solved, and the samples.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readTasks } from "../real/tasks.js";
import { commandOf } from "./command.js";
import { typeErrors } from "./type-errors.js";

const samples = fileURLToPath(new URL("samples", import.meta.url));
/** A test takes far less; as long as the product waits at least. */
const secondsOfOne = 10;
/** Tests in TAP. */
const passing = /^ok \d+ - (.+)$/gm;
const failing = /^not ok \d+ - (.+)$/gm;

/**
 * @typedef {object} Verdict
 * @property {boolean} parses whether the language takes the file, with its types where it has some
 * @property {string[] | undefined} failed the tests that failed; nothing where the suite ended before it told
 * @property {string[]} passed those that were seen to pass
 * @property {boolean} isLate whether it did not end by itself
 */

/**
 * @typedef {object} Project
 * @property {string} name
 * @property {string} language
 * @property {string} source the file that is changed, within the project
 * @property {string} [start] where its text before the change is; nothing where the change brought it
 * @property {string[]} wrong where the source is in wrong solutions
 * @property {{ files: string[], entry: string }} [suites] its tests, where their assertions can be taken out, and what
 *   loads them
 * @property {(folder: string) => Promise<void>} write into an empty folder
 * @property {(folder: string) => Promise<Verdict>} run
 * @property {(folder: string) => Promise<string[]>} tests the names of all tests
 * @property {(folder: string) => Promise<string[]>} oldTests those that it had before the change
 * @property {(folder: string, test: string) => Promise<boolean>} passes whether one test does, after `run`
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

function taskProject({ name, path, hasWrong }) {
  const source = `src/${name}.js`;
  const old = `test/${name}.test.js`;
  const run = (folder, file) => commandOf(process.execPath, ["--test-reporter=tap", file], folder);
  return {
    name,
    language: "JavaScript",
    source,
    start: join(path, "start", source),
    wrong: hasWrong ? [join(path, "wrong", source)] : [],
    suites: { files: [old, "hidden.test.js"], entry: "all.test.js" },
    async write(folder) {
      await cp(join(path, "start"), folder, { recursive: true });
      await cp(join(path, "solution"), folder, { recursive: true });
      await cp(join(path, "hidden.js"), join(folder, "hidden.test.js"));
      await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
      const suites = [old, "hidden.test.js"];
      await writeFile(join(folder, "all.test.js"), suites.map((suite) => `import "./${suite}";\n`).join(""));
    },
    tests: async (folder) => names((await run(folder, "all.test.js")).output, passing),
    oldTests: async (folder) => names((await run(folder, old)).output, passing),
    passes: async (folder, test) => {
      const words = [patternOf(test), "all.test.js"];
      return (await commandOf(process.execPath, words, folder, secondsOfOne)).exitCode === 0;
    },
    async run(folder) {
      const result = await run(folder, "all.test.js");
      const parses =
        !result.output.includes("SyntaxError") ||
        (await commandOf(process.execPath, ["--check", source], folder)).exitCode === 0;
      return { parses, ...verdictOf(result, failing, passing) };
    },
  };
}

/** @param {{ check: string[], suite: string[], one: (test: string) => string[], failed: RegExp, all: RegExp }} how */
function sample(name, language, source, tool, { check, suite, one, failed, all }) {
  const call = (words, folder, seconds) => commandOf(words[0], words.slice(1), folder, seconds);
  return {
    name,
    language,
    source,
    tool,
    wrong: [],
    oldTests: async () => [],
    write: (folder) => cp(join(samples, name), folder, { recursive: true }),
    tests: async (folder) => {
      await call(check, folder);
      return names((await call(suite, folder)).output, all);
    },
    async run(folder) {
      if ((await call(check, folder)).exitCode !== 0) return noVerdict;
      return { parses: true, ...verdictOf(await call(suite, folder), failed, all) };
    },
    passes: async (folder, test) => (await call(one(test), folder, secondsOfOne)).exitCode === 0,
  };
}

const sampleProjects = [
  sample("python", "Python", "stock.py", "python3", {
    check: ["python3", "-m", "py_compile", "stock.py"],
    suite: ["python3", "-m", "unittest", "-v", "test_stock"],
    one: (test) => ["python3", "-m", "unittest", `test_stock.LedgerTest.${test}`],
    failed: /^(?:FAIL|ERROR): (\w+)/gm,
    all: /^(test_\w+) .*ok$/gm,
  }),
  sample("go", "Go", "parcel.go", "go", {
    check: ["go", "test", "-c", "-o", "suite"],
    suite: ["./suite", "-test.v"],
    one: (test) => ["./suite", "-test.run", `^${test}$`],
    failed: /^--- FAIL: (\w+)/gm,
    all: /^--- PASS: (\w+)/gm,
  }),
  sample("rust", "Rust", "lib.rs", "rustc", {
    check: ["rustc", "--edition", "2021", "--test", "-A", "warnings", "-o", "suite", "lib.rs"],
    suite: ["./suite"],
    one: (test) => ["./suite", "--exact", test],
    failed: /^test (\S+) \.\.\. FAILED/gm,
    all: /^test (\S+) \.\.\. ok/gm,
  }),
  sample("ruby", "Ruby", "rota.rb", "ruby", {
    check: ["ruby", "-c", "rota.rb"],
    suite: ["ruby", "rota_test.rb", "-v"],
    one: (test) => ["ruby", "rota_test.rb", "-n", test],
    failed: /^\w+#(test_\w+) = .* = [FE]$/gm,
    all: /^\w+#(test_\w+) = .* = \.$/gm,
  }),
  sample("php", "PHP", "Cart.php", "phpunit", {
    check: ["php", "-l", "Cart.php"],
    suite: ["phpunit", "--no-configuration", "--debug", "CartTest.php"],
    one: (test) => ["phpunit", "--no-configuration", "--filter", `::${test}$`, "CartTest.php"],
    failed: /^\d+\) .*::(test\w+)/gm,
    all: /^Test '.*::(test\w+)' ended/gm,
  }),
  {
    ...sample("typescript", "TypeScript", "schedule.ts", "node", {
      check: [],
      suite: ["node", "--test-reporter=tap", "suite.mjs"],
      one: (test) => ["node", patternOf(test), "suite.mjs"],
      failed: failing,
      all: passing,
    }),
    suites: { files: ["schedule.test.ts"], entry: "schedule.test.ts" },
    async tests(folder) {
      return (await this.run(folder)).passed;
    },
    async run(folder) {
      if (typeErrors(await readFile(join(folder, "schedule.ts"), "utf8")).length > 0) return noVerdict;
      await bundle(folder);
      const result = await commandOf("node", ["--test-reporter=tap", "suite.mjs"], folder);
      return { parses: true, ...verdictOf(result, failing, passing) };
    },
  },
];

const noVerdict = { parses: false, failed: undefined, passed: [], isLate: false };

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

function verdictOf({ exitCode, output }, failed, passed) {
  const found = names(output, failed);
  const isSilent = exitCode !== 0 && found.length === 0;
  return {
    failed: isSilent ? undefined : found,
    passed: names(output, passed),
    isLate: exitCode === null,
  };
}

function patternOf(test) {
  return `--test-name-pattern=/^${test.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}$/`;
}

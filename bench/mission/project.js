// A small project with three checks that take their time, and a model that adds modules to it.
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { answeredCriteria } from "../../dist/demo/answered-criteria.js";
import { commitAll, packageRoot } from "../processes.js";

export const taskCount = 7;
/** Of each answer of the model. */
export const answerSeconds = 4;
/** Its first change breaks its test. */
const broken = "T3";

export async function makeProject(folder) {
  for (const [path, text] of Object.entries(projectFiles())) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const modules = join(folder, "node_modules");
  await cp(join(packageRoot, "node_modules", "typescript"), join(modules, "typescript"), {
    recursive: true,
    dereference: true,
  });
  await mkdir(join(modules, ".bin"));
  await symlink("../typescript/bin/tsc", join(modules, ".bin", "tsc"));
  await commitAll(folder);
}

function projectFiles() {
  const scripts = { typecheck: "tsc --noEmit", test: "node --test", build: "tsc --outDir build" };
  const compilerOptions = {
    allowJs: true,
    checkJs: true,
    strict: true,
    module: "nodenext",
    target: "es2022",
    types: [],
  };
  const old = Array.from({ length: 12 }, (_, at) => moduleOf(`old${at}`)).flatMap(Object.entries);
  return {
    "package.json": JSON.stringify({ name: "steps", private: true, type: "module", scripts }),
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
    ".gitignore": "node_modules\nbuild\n",
    "README.md": "# Steps\n",
    "test/slow.test.js":
      'import { test } from "node:test";\ntest("waits", () => new Promise((resolve) => setTimeout(resolve, 1500)));\n',
    ...Object.fromEntries(old),
  };
}

function moduleOf(name, last = 10) {
  return {
    [`src/${name}.js`]: [
      "/** @param {number} value */",
      `export function ${name}(value) {`,
      `  if (value > ${last}) return ${last};`,
      "  if (value < 0) return 0;",
      "  return value + 1;",
      "}",
      "",
    ].join("\n"),
    [`test/${name}.test.js`]: [
      'import assert from "node:assert/strict";',
      'import { test } from "node:test";',
      `import { ${name} } from "../src/${name}.js";`,
      "",
      `test("${name} stays within its bounds", () => {`,
      `  assert.deepEqual([-1, 0, 4, 11].map(${name}), [0, 1, 5, 10]);`,
      "});",
      "",
    ].join("\n"),
  };
}

/** What the model replies, {@link answerSeconds} after it was asked. */
export async function reply(request) {
  await wait(answerSeconds * 1_000);
  const turns = turnsOf(request);
  return turns[request.step] ?? { text: "Done." };
}

function turnsOf({ agent, task, text }) {
  const name = nameOf(task);
  const files = [`src/${name}.js`, `test/${name}.test.js`];
  switch (agent) {
    case "planner":
      return [call("read", { filePath: "package.json" }), call("submit_plan", plan())];
    case "searcher":
      return [call("read", { filePath: "src/old0.js" }), call("submit_findings", findings)];
    case "coder":
      return changeTo(moduleOf(name, task === broken ? 11 : 10), files);
    case "fixer":
      return changeTo(moduleOf(name), files);
    case "reviewer": {
      const criteria = answeredCriteria(text, Array(2).fill(`${name} stays within its bounds`));
      const passed = { verdict: "pass", summary: "It is right.", issues: [], criteria };
      return [call("read", { filePath: files[0] }), call("submit_review", passed)];
    }
    default:
      return [];
  }
}

const nameOf = (task) => `step${task?.slice(1)}`;

const findings = {
  summary: "Each module has a function and its test.",
  findings: [
    { file: "src/old0.js", note: "the form of a module" },
    { file: "test/old0.test.js", note: "the form of its test" },
    { file: "package.json", note: "node --test" },
  ],
};

function plan() {
  const tasks = Array.from({ length: taskCount }, (_, at) => {
    const name = nameOf(`T${at + 1}`);
    return {
      id: `T${at + 1}`,
      title: `Add ${name}`,
      description: `A function ${name} and its test.`,
      files: [`src/${name}.js`, `test/${name}.test.js`],
      acceptance: [`${name} stays within its bounds`],
      dependsOn: at > 3 ? [`T${at}`] : [],
    };
  });
  return { summary: "A module a task.", tasks };
}

function changeTo(contents, files) {
  const writes = Object.entries(contents).map(([filePath, content]) => ({
    name: "write",
    arguments: { filePath, content },
  }));
  return [{ toolCalls: writes }, call("submit_change", { summary: "Wrote it.", files })];
}

function call(name, given) {
  return { toolCalls: [{ name, arguments: given }] };
}

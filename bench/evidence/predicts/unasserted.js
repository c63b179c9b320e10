// Tests of which only the calls are left: what they call must not throw, and that is all.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const prefix = "unasserted: ";

/** Adds such tests to a project in a folder, where it can have them. @param {import("../projects.js").Project} project */
export async function addUnasserted({ suites }, folder) {
  if (!suites) return;
  const entry = join(folder, suites.entry);
  const before = await readFile(entry, "utf8");
  let imports = "";
  for (const file of suites.files) {
    const copy = file.replace(/\.(\w+)$/, ".unasserted.$1");
    const text = await readFile(join(folder, file), "utf8");
    await writeFile(join(folder, copy), withoutAssertions(text));
    imports += `import "./${copy}";\n`;
  }
  await writeFile(entry, imports + before);
}

/** @param {readonly string[]} tests all @param {string} test one with its assertions */
export function unassertedOf(tests, test) {
  return tests.filter((one) => one === prefix + test);
}

export function isUnasserted(test) {
  return test.startsWith(prefix);
}

function withoutAssertions(text) {
  const changed = text
    .replace('import assert from "node:assert/strict";\n', nothingAsserted)
    .replaceAll(/^test\("/gm, `test("${prefix}`);
  if (!changed.includes(prefix) || changed.includes("node:assert"))
    throw new Error("The tests look otherwise");
  return changed;
}

const nothingAsserted = `const attempt = async (work) => {
  try {
    await (typeof work === "function" ? work() : work);
  } catch {}
};
const assert = new Proxy({}, { get: (_, name) => (/^(throws|rejects|doesNotThrow)$/.test(name) ? attempt : () => {}) });
`;

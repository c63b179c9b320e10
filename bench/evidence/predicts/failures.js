// Which tests fail with a text of the source. One run of the full suite, unless that did not come to its end.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * @param {import("../projects.js").Project} project
 * @param {string} folder where it was written
 * @param {readonly string[]} tests all of them
 * @returns {(text: string) => Promise<Set<string> | "invalid">} "invalid": no test could be loaded
 */
export function failuresIn(project, folder, tests) {
  /** @type {Map<string, Promise<Set<string> | "invalid">>} */
  const known = new Map();
  // One folder, so one after the other.
  let last = Promise.resolve();
  const find = async (text) => {
    await writeFile(join(folder, project.source), text);
    const { parses, failed, passed, isLate } = await project.run(folder);
    if (!parses) return "invalid";
    const failing = new Set((failed ?? []).filter((test) => tests.includes(test)));
    const open = tests.filter((test) => !failing.has(test) && !passed.includes(test));
    if (open.length === tests.length && !isLate) return "invalid";
    for (const test of open) if (!(await project.passes(folder, test))) failing.add(test);
    return failing;
  };
  return (text) => {
    const found = known.get(text) ?? last.then(() => find(text));
    last = found.then(
      () => undefined,
      () => undefined,
    );
    known.set(text, found);
    return found;
  };
}

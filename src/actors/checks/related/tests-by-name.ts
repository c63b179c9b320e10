import { posix } from "node:path";
import { isWorthwhile, type Selection } from "./related-runner.js";
import { sourceFiles } from "./source-files.js";

/** How tests are named after what they test. */
export interface Naming {
  /** Test files, by name. */
  test: RegExp;
  /** The folder of the tests. */
  folder: string;
  /** The name of a source file's test, without folders. */
  testOf(name: string): string;
}

/**
 * Changed test files, and those that are named after changed files and lie in a folder of the same name: for
 * `lib/cart/total.rb` the tests `spec/cart/total_spec.rb` and `spec/lib/cart/total_spec.rb`. At most half of all.
 */
export async function testsByName(
  { folder, changed, deleted }: Selection,
  { test, folder: testFolder, testOf }: Naming,
): Promise<string[]> {
  const all = await sourceFiles(posix.join(folder, testFolder), test);
  if (!all) return [];
  const files = all.map((file) => posix.join(testFolder, file));
  const wanted = [...changed, ...deleted].flatMap((file) => {
    const folders = posix.dirname(file).split("/");
    const name = testOf(posix.basename(file));
    return [file, ...[0, 1].map((skipped) => posix.join(testFolder, ...folders.slice(skipped), name))];
  });
  const related = files.filter((file) => wanted.includes(file));
  return isWorthwhile(related, files.length) ? related : [];
}

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** A build's stamp, a file in its folder. */
export const stampName = ".sources";

/**
 * What a build was made from and what it consists of: other sources give another stamp, and so does an output that is
 * missing, added or of another size.
 * @param root the folder that the sources are relative to
 * @param sources files and folders
 * @param output the folder that is built
 */
export function stampOf(root, sources, output) {
  const outputs = filesIn(output).filter((file) => file !== stampName);
  const sizes = outputs.map((file) => `${file} ${statSync(join(output, file)).size}`);
  return [hashOf(root, sources), ...sizes].join("\n");
}

function hashOf(root, sources) {
  const hash = createHash("sha256");
  for (const source of sources) {
    const path = join(root, source);
    const files = statSync(path).isFile() ? [path] : filesIn(path).map((file) => join(path, file));
    for (const file of files) {
      const bytes = readFileSync(file);
      hash.update(`${file.slice(root.length)} ${bytes.length}\n`).update(bytes);
    }
  }
  return hash.digest("hex");
}

/** Relative to the folder. The entries of older versions of Node do not say which folder they are in. */
function filesIn(folder) {
  const paths = readdirSync(folder, { recursive: true });
  return paths.filter((path) => statSync(join(folder, path)).isFile()).sort();
}

import { homedir } from "node:os";
import { isAbsolute, join, relative } from "node:path";

/** A path as a person in a folder reads it: relative, from the home folder, or whole, whichever is shortest. */
export function shortPath(path: string, folder: string): string {
  const inHome = relative(homedir(), path);
  const isInHome = !inHome.startsWith("..") && !isAbsolute(inHome);
  const spellings = [relative(folder, path), ...(isInHome ? [join("~", inHome)] : []), path];
  return spellings.reduce((best, each) => (each.length < best.length ? each : best));
}

import { homedir } from "node:os";
import { isAbsolute, join, relative } from "node:path";

/** A path as a person in a folder reads it: relative where it is inside, else from the home folder or the root. */
export function shortPath(path: string, folder: string): string {
  const inside = relative(folder, path);
  if (!inside.startsWith("..") && !isAbsolute(inside)) return inside;
  const inHome = relative(homedir(), path);
  return inHome.startsWith("..") || isAbsolute(inHome) ? path : join("~", inHome);
}

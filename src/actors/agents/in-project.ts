import { isAbsolute, relative, sep } from "node:path";

/** A file as an agent names it, relative to the project: models take absolute paths from their tools. */
export function inProject(file: string, folder: string): string {
  const path = isAbsolute(file) ? relative(folder, file) : file;
  return path
    .split(sep)
    .join("/")
    .replace(/^(?:\.\/)+/, "");
}

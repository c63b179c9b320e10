import { isAbsolute, relative, sep } from "node:path";
import type { CheckError } from "../../../contracts/check.js";
import { errorFingerprint } from "../../../contracts/error-fingerprint.js";
import type { FoundError } from "../found-error.js";

const maxTextLength = 300;

/** An error as the gate compares it: named by its words as a whole, told in at most 300 characters. */
export function toCheckError(found: FoundError, worktree: string): CheckError {
  const file = found.file === undefined ? undefined : fileIn(worktree, found.file);
  const inside = (text: string) => text.replaceAll(`${worktree}${sep}`, "");
  const test = found.test === undefined ? undefined : inside(found.test).replace(/\s+/g, " ").trim();
  const { code } = found;
  const message = inside(found.message);
  const words = test === undefined ? message : `${test}: ${message}`;
  const owner = found.package === undefined ? "" : `${found.package}: `;
  return {
    text: shortened(`${owner}${place(found, file)}${code === undefined ? "" : `${code}: `}${words}`),
    fingerprint: errorFingerprint({ text: message, file, code, test, package: found.package }),
    ...(file === undefined ? {} : { file }),
    ...(test === undefined ? {} : { test }),
  };
}

/** A check error of a sentence that no tool printed. */
export function plainError(text: string): CheckError {
  return { text: shortened(text), fingerprint: errorFingerprint({ text }) };
}

/** A test is told by its name; everything else by where it is, so that two places stay two errors. */
function place({ test, line, file: printed }: FoundError, file = printed): string {
  if (test !== undefined || file === undefined) return "";
  return line === undefined ? `${file} ` : `${file}:${line} `;
}

/** Relative to the worktree, with forward slashes; nothing for a file that lies elsewhere. */
function fileIn(worktree: string, printed: string): string | undefined {
  const path = printed.replace("file://", "");
  const inside = isAbsolute(path) ? relative(worktree, path) : path.replace(/^(?:\.[\\/])+/, "");
  const file = inside.replaceAll("\\", "/");
  return file === "" || file.startsWith("../") || isAbsolute(inside) ? undefined : file;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > maxTextLength ? `${line.slice(0, maxTextLength - 1)}…` : line;
}

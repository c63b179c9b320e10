import { lstat } from "node:fs/promises";

/** Whether there is anything at the path, a link that leads nowhere included. */
export function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

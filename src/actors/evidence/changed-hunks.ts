/**
 * The 1-based numbers of the lines that a unified diff adds, in hunks, by file. A file whose name git quotes is left
 * out.
 */
export function changedHunks(diff: string): Map<string, number[][]> {
  const files = new Map<string, number[][]>();
  let hunks: number[][] = [];
  let number = 0;
  let isInHunk = false;
  for (const line of diff.split("\n")) {
    const place = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (place) {
      number = Number(place[1]);
      isInHunk = true;
      hunks.push([]);
    } else if (line.startsWith("diff --git ")) {
      isInHunk = false;
      hunks = [];
    } else if (!isInHunk) {
      const [, path] = /^\+\+\+ b\/(.+?)\t?$/.exec(line) ?? [];
      if (path !== undefined) files.set(path, hunks);
    } else if (line.startsWith("+")) {
      hunks.at(-1)?.push(number);
      number += 1;
    } else if (line.startsWith(" ")) number += 1;
  }
  return files;
}

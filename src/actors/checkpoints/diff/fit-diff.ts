import { rankOf } from "./file-ranks.js";
import { shareOut } from "./share-out.js";
import type { FileDiff } from "./split-diff.js";

/** A file's share is shown from this on: less than its head tells nothing. */
const leastShown = 200;
/** Of the budget, what the list of cut files may take. */
const listShare = 0.2;

/**
 * A diff of at most `maxBytes`. What fits stays as it is. Else each file gets its share, sources before lock files,
 * generated files and the like, and a list at the end names each file that is cut or left out, with its size.
 */
export function fitDiff(files: readonly FileDiff[], maxBytes: number): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= maxBytes && files.every((file) => file.text.length === file.bytes)) return joined(files);
  const ranked = files.map((file) => ({ ...file, rank: rankOf(file.path, file.text.toString("utf8")) }));
  const inOrder = [...ranked.filter(({ rank }) => rank === 0), ...ranked.filter(({ rank }) => rank === 1)];
  const listBytes = Math.min(maxBytes / 2, 200 + Math.min(maxBytes * listShare, 100 * files.length));
  const shares = sharesOf(inOrder, maxBytes - listBytes);
  const shown = inOrder.map((file, index) => cutAt(file, shares[index] ?? 0));
  const text = joined(shown);
  const list = listOf(shown, bytes, maxBytes - Buffer.byteLength(text));
  return `${text}${list}`;
}

/** Sources first; what they do not need goes to the others. */
function sharesOf(files: readonly (FileDiff & { rank: number })[], budget: number): number[] {
  const sources = files.filter(({ rank }) => rank === 0).map((file) => file.bytes);
  const others = files.filter(({ rank }) => rank === 1).map((file) => file.bytes);
  const shares = shareOut(sources, budget);
  const left = budget - shares.reduce((sum, share) => sum + share, 0);
  return [...shares, ...shareOut(others, left)];
}

function cutAt(file: FileDiff, share: number): FileDiff {
  if (share >= file.bytes && file.text.length === file.bytes) return file;
  const kept = file.text.subarray(0, share);
  const text = kept.subarray(0, kept.lastIndexOf("\n") + 1);
  return { ...file, text: text.length < leastShown ? Buffer.alloc(0) : text };
}

function listOf(files: readonly FileDiff[], bytes: number, room: number): string {
  const cut = files.filter((file) => file.text.length < file.bytes);
  const head = `[cut: the diff has ${bytes} bytes; not all is shown of ${cut.length} of ${files.length} files]\n`;
  const lines = cut.map(({ path, text, bytes: size }) =>
    text.length === 0
      ? `[left out: ${path}, ${size} bytes]\n`
      : `[cut: ${path}, ${text.length} of ${size} bytes shown]\n`,
  );
  const end = (count: number) => `[and ${count} more files]\n`;
  let list = head;
  for (const [index, line] of lines.entries()) {
    const isLast = index === lines.length - 1;
    const needed = Buffer.byteLength(`${list}${line}`) + (isLast ? 0 : end(lines.length).length);
    if (needed > room) return `${list}${end(lines.length - index)}`;
    list += line;
  }
  return list;
}

function joined(files: readonly Pick<FileDiff, "text">[]): string {
  return Buffer.concat(files.map(({ text }) => text)).toString("utf8");
}

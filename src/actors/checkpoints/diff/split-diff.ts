/** The diff of one file. */
export interface FileDiff {
  path: string;
  /** Its first bytes, cut at the end of a line. */
  text: Buffer;
  /** Of all of it, also of what was not kept. */
  bytes: number;
}

const start = "diff --git ";
const separator = Buffer.from(`\n${start}`);

/**
 * Takes git's diff in pieces as they come, and parts it into files. Of each file only the first bytes are kept.
 *
 * Every line of a file's content begins with a sign of its own, so a line that begins like a file's first is one.
 */
export function createDiffSplitter(keptBytes: number) {
  const files: { chunks: Buffer[]; bytes: number }[] = [];
  let rest = Buffer.alloc(0);

  function add(piece: Buffer): void {
    const file = files.at(-1);
    if (!file || piece.length === 0) return;
    const room = keptBytes - file.bytes;
    if (room > 0) file.chunks.push(Buffer.from(piece.subarray(0, room)));
    file.bytes += piece.length;
  }

  return {
    push(chunk: Buffer): void {
      if (files.length === 0) files.push({ chunks: [], bytes: 0 });
      let data = Buffer.concat([rest, chunk]);
      for (let at = data.indexOf(separator); at !== -1; at = data.indexOf(separator)) {
        add(data.subarray(0, at + 1));
        files.push({ chunks: [], bytes: 0 });
        data = data.subarray(at + 1);
      }
      const held = Math.min(data.length, separator.length - 1);
      add(data.subarray(0, data.length - held));
      rest = data.subarray(data.length - held);
    },
    end(): FileDiff[] {
      add(rest);
      rest = Buffer.alloc(0);
      return files.map(({ chunks, bytes }) => {
        const kept = Buffer.concat(chunks);
        const isWhole = kept.length === bytes;
        const text = (isWhole ? kept : kept.subarray(0, kept.lastIndexOf("\n") + 1)).toString("utf8");
        // What is not UTF-8 is longer as text.
        const shown = Buffer.from(text);
        return { path: pathOf(text), text: shown, bytes: isWhole ? shown.length : bytes };
      });
    },
  };
}

/** The path after the change, from the head of a file's diff. */
function pathOf(text: string): string {
  const [head = "", ...lines] = text.split("\n", 20);
  const renamed = lines.find((line) => line.startsWith("rename to "));
  if (renamed) return unquoted(renamed.slice("rename to ".length));
  // Both halves name the same path: `a/PATH b/PATH`, each in quotes where it has to be.
  const names = head.slice(start.length);
  const half = unquoted(names.slice(0, (names.length - 1) / 2));
  return half.slice(2);
}

function unquoted(name: string): string {
  if (!name.startsWith('"')) return name;
  const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r" };
  return name.slice(1, -1).replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character);
}

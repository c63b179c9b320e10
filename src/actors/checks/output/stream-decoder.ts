import { tokenize } from "@ansi-tools/parser";

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** In characters: no control sequence that means something is longer. */
const longestHeld = 10_000;

/**
 * The text of one stream, whole control sequences at a time. UTF-16, as programs for Windows print it, is known by
 * its byte order mark or by a zero in every second place; a stream may go from one encoding to another.
 */
export function createStreamDecoder() {
  let encoding: Encoding = "utf-8";
  let decoder = new TextDecoder(encoding);
  let held = "";
  return {
    write(bytes: Uint8Array): string {
      const found = encodingOf(bytes, encoding);
      let text = "";
      if (found !== encoding) {
        text = decoder.decode();
        encoding = found;
        decoder = new TextDecoder(encoding);
      }
      text = held + text + decoder.decode(bytes, { stream: true });
      const end = endOfWhole(text);
      held = text.slice(end);
      return text.slice(0, end);
    },
    end: () => held + decoder.decode(),
  };
}

/** Zeros are rare elsewhere, and in UTF-16 every blank and every newline has one. */
function encodingOf(bytes: Uint8Array, present: Encoding): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (present !== "utf-8") return even + odd === 0 && bytes.length > 16 ? "utf-8" : present;
  if (bytes.length < 4) return present;
  const most = bytes.length * 0.4;
  if (odd >= most && even === 0) return "utf-16le";
  return even >= most && odd === 0 ? "utf-16be" : present;
}

/** Where a control sequence begins that is not complete yet, or a carriage return whose newline may follow. */
function endOfWhole(text: string): number {
  const tail = Math.max(0, text.length - longestHeld);
  const last = tokenize(text.slice(tail)).findLast(({ type }) => type !== "DATA");
  return last?.type === "INTRODUCER" ? tail + last.pos : text.length;
}

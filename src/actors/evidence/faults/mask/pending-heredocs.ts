import type { MaskWriter } from "./mask-writer.js";
import { quoted } from "./quoted.js";

/** Literals that begin on the next line. What nothing ends is none. */
export function pendingHeredocs(writer: MaskWriter) {
  const pending: string[] = [];
  const unended = new Set<string>();
  return {
    add(opened: RegExpExecArray) {
      const end = opened.groups?.end ?? "";
      if (!unended.has(end)) pending.push(end);
      writer.hidden(writer.at + opened[0].length);
    },
    readBodies() {
      for (const end of pending.splice(0)) {
        const last = new RegExp(`^[ \\t]*${quoted(end)}\\b`, "gm");
        last.lastIndex = writer.at;
        if (last.test(writer.text)) writer.hidden(last.lastIndex);
        else unended.add(end);
      }
    },
  };
}

import { count } from "../contracts/count.js";
import { readJournal } from "../runs/read-journal.js";
import { runFiles } from "../runs/run-folder.js";
import { redact } from "./frames/redact.js";

const longest = 1_000_000;

/** A line of a run's journal, laid out and without what looks like a secret; "" where there is none. */
export async function journalLineText(folder: string, seq: number): Promise<string> {
  const { events, notes } = await readJournal(runFiles(folder).journal);
  const line = [...events, ...notes].find((each) => each.seq === seq);
  if (!line) return "";
  const text = JSON.stringify(redact(line), null, 2);
  return text.length > longest
    ? `${text.slice(0, longest)}… (${count(text.length - longest, "character")} more)`
    : text;
}

import { fitting, lengthOf } from "./brief-room.js";

export type BriefPart = [heading: string, text: string];

type Cut = [heading: string, at: "middle" | "end"];

/**
 * What is cut first, by the beginning of its heading, and where: an output in its middle, the rest at its end. Parts
 * of one line share what is left.
 */
const cutOrder: readonly Cut[] = [
  ["The plan it belongs to", "end"],
  ["Output of ", "middle"],
  ["What the searcher found", "end"],
  ["Project", "end"],
  ["Diff of the task", "end"],
  ["Your last plan", "end"],
  ["What to judge", "end"],
  ["Checks", "end"],
  ["Changed files", "end"],
  ["What this change takes away", "end"],
  ["The tests", "middle"],
  ["Survivors", "end"],
  ["Errors to ", "end"],
];
/** The task and what the user says. */
const lastCut: Cut = ["", "end"];

/** A part is cut to this length first, and further only where every other part is that short too. */
const shortPart = 1_000;

/** A brief of these parts that is at most `room` long, and says what was cut from it. */
export function fitBrief(parts: readonly BriefPart[], room: number): string {
  let fitted = parts;
  const steps = [
    ...cutOrder.map((cut) => ({ cut, least: shortPart })),
    ...[...cutOrder, lastCut].map((cut) => ({ cut, least: 0 })),
  ];
  for (const step of steps) {
    const excess = lengthOf(brief(fitted)) - room;
    if (excess <= 0) break;
    fitted = shortened(fitted, parts, excess, step);
  }
  return brief(fitted);
}

/** Always from the whole text: a note must not be cut, nor stand twice. */
function shortened(
  fitted: readonly BriefPart[],
  parts: readonly BriefPart[],
  excess: number,
  { cut: [start, at], least }: { cut: Cut; least: number },
): BriefPart[] {
  const lengths = fitted.flatMap(([heading, text]) => (groupOf(heading) === start ? [lengthOf(text)] : []));
  const sum = lengths.reduce((a, b) => a + b, 0);
  const share = fairShare(lengths, Math.max(sum - excess, 0), least);
  return fitted.map((part, index) => {
    const [heading, text] = parts[index] ?? part;
    return groupOf(heading) === start ? [heading, cutText(text, share, at)] : part;
  });
}

function groupOf(heading: string): string {
  return (cutOrder.find(([start]) => heading.startsWith(start)) ?? lastCut)[0];
}

function brief(parts: readonly BriefPart[]): string {
  return parts.map(([heading, text]) => `## ${heading}\n${text}`).join("\n\n");
}

/** What each may have, so that all together have `sum`: those that need less leave it to the others. */
function fairShare(lengths: readonly number[], sum: number, least: number): number {
  let left = sum;
  const sorted = lengths.toSorted((a, b) => a - b);
  for (const [index, length] of sorted.entries()) {
    const share = left / (sorted.length - index);
    if (length > share) return Math.max(least, Math.floor(share));
    left -= length;
  }
  return Number.POSITIVE_INFINITY;
}

/** Its note is a part of its length. */
function cutText(text: string, length: number, at: "middle" | "end"): string {
  if (lengthOf(text) <= length) return text;
  const note = `[cut to fit your context: ${text.length} characters in all]`;
  const room = Math.max(0, length - note.length - 2);
  if (at === "end") return `${fitting(text, room, "start")}\n${note}`;
  const start = fitting(text, Math.floor(room / 3), "start");
  return `${start}\n${note}\n${fitting(text, room - lengthOf(start), "end")}`;
}

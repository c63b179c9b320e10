import type { ReviewPoint } from "./review-points.js";

/**
 * Which point an answer is about, as an index: by the point's words, by its number as `2`, `2.`, `#2`, `criterion 2` or
 * `2. its words`, or by a part of its words that no other point has.
 */
export function findPoint(answer: string, points: readonly Pick<ReviewPoint, "text">[]): number | undefined {
  const said = plainWords(answer);
  const texts = points.map(({ text }) => plainWords(text));
  const exact = texts.indexOf(said);
  if (exact >= 0) return exact;
  const number = Number((onlyNumber.exec(said) ?? leadingNumber.exec(answer))?.[1]);
  if (number >= 1 && number <= points.length) return number - 1;
  if (said.length < shortestPart) return undefined;
  const parts = texts.flatMap((text, index) =>
    text.includes(said) || (text.length >= shortestPart && said.includes(text)) ? [index] : [],
  );
  return parts.length === 1 ? parts[0] : undefined;
}

/** Letters and numbers in lower case: weak models do not copy signs, quotes and backticks. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const onlyNumber = /^(?:(?:acceptance )?(?:criterion|criteria)|ac|c|no|nr|number|point)? ?(\d{1,3})$/;
const leadingNumber = /^\s*[#([]?(\d{1,3})\s?[.):\]–-]\s*\S/;
const shortestPart = 8;

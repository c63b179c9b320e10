// A reviewer whose verdicts are drawn from measured rates: bench/trace/README.md says where they come from.
import { generator } from "../lift/generator.js";

/**
 * `sees`: it rejects what is wrong; `rejects`: what is right. With its words, a fix makes wrong code right (`fixed`).
 */
export const reviewers = [
  { name: "the author's own model", sees: 0.15, rejects: 0.04, fixed: 0.057 },
  { name: "the author's own model, strict", sees: 0.15, rejects: 0.14, fixed: 0.057 },
  { name: "another model, weak end", sees: 0.3, rejects: 0.14, fixed: 0.1 },
  { name: "another model, strong end", sees: 0.38, rejects: 0.08, fixed: 0.1 },
  { name: "two other models, either rejects", sees: 0.5, rejects: 0.16, fixed: 0.1 },
];

/** A fix of right code breaks it. */
const breaks = 0.09;

/**
 * What the reviewer would say of each change of a run that passes the checks, one after the other, and whether that
 * change is right. The same code gets the same verdict.
 * @param {{ isRight: boolean }[]} runs
 * @param withWords whether a fix after a rejection can change anything
 * @returns {{ verdicts: string[], isRight: boolean[] }[]}
 */
export function storiesOf(runs, { sees, rejects, fixed }, { seed, withWords }) {
  return runs.map((run, index) => {
    const random = generator([seed, index]);
    const story = { verdicts: [], isRight: [] };
    let isRight = run.isRight;
    let isRejected = random() < (isRight ? rejects : sees);
    for (let objection = 0; story.verdicts.length < most; ) {
      story.verdicts.push(isRejected ? String.fromCharCode(97 + objection) : "-");
      story.isRight.push(isRight);
      if (!isRejected) break;
      if (!withWords || random() >= (isRight ? breaks : fixed)) continue;
      isRight = !isRight;
      isRejected = random() < (isRight ? rejects : sees);
      objection++;
    }
    return story;
  });
}

/** More reviews than any of the arms makes. */
const most = 12;

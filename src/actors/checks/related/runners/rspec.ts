import { type OptionKinds, positionals } from "../positionals.js";
import type { RelatedRunner } from "../related-runner.js";
import { testsByName } from "../tests-by-name.js";

const options: OptionKinds = {
  valued: /^(?:-[frteoIPp]|--(?:format|require|tag|example|out|seed|order|pattern|profile))$/,
  flags: /^(?:-[cbw]|--(?:no-.*|colou?r|backtrace|fail-fast|force-colou?r|warnings))$/,
};

export const rspec: RelatedRunner = {
  unless: /^parallel|--(?:only-failures|next-failure|pattern|exclude-pattern|bisect)\b|\s-P\b/,
  follows: /\.rb$/,
  async select(selection) {
    const { words } = selection;
    if (positionals(words, 1, options)?.length !== 0) return [];
    const testOf = (name: string) => name.replace(/\.rb$/, "_spec.rb");
    const related = await testsByName(selection, { test: /_spec\.rb$/, folder: "spec", testOf });
    return related.length > 0 ? [[...words, ...related]] : [];
  },
};

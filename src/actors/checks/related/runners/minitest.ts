import type { RelatedRunner } from "../related-runner.js";
import { testsByName } from "../tests-by-name.js";

/** `rails test` takes files, `rake test` one glob of them. */
export const minitest: RelatedRunner = {
  unless: /\bTEST(?:OPTS)?=/,
  follows: /\.rb$/,
  async select(selection) {
    const { words } = selection;
    const [tool = "", task, another] = words;
    const name = tool.replace(/^.*\//, "");
    if (task !== "test" || another !== undefined || !/^(?:rake|rails)$/.test(name)) return [];
    const testOf = (file: string) => file.replace(/\.rb$/, "_test.rb");
    const related = await testsByName(selection, { test: /_test\.rb$/, folder: "test", testOf });
    if (related.length === 0) return [];
    if (name === "rails") return [[...words, ...related]];
    return [[...words, related.length === 1 ? `TEST=${related[0]}` : `TEST={${related.join(",")}}`]];
  },
};

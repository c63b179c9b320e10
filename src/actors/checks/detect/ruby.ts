import { type Candidate, type Ecosystem, only, type Proposal } from "./candidate.js";
import type { Folder } from "./folder.js";

/** RSpec, Rails or Rake's tests, and RuboCop where it is configured, by Bundler if there is a Gemfile. */
export const ruby: Ecosystem = {
  name: "Ruby",
  async propose(folder) {
    const start = (await folder.has("Gemfile")) ? "bundle exec " : "";
    const found: Proposal[] = [];
    if (await folder.has(".rubocop.yml"))
      found.push(only("lint", { name: "rubocop", command: `${start}rubocop`, why: ".rubocop.yml" }));
    const tests = await testsOf(folder, start);
    return tests === undefined ? found : [...found, only("test", tests)];
  },
};

async function testsOf(folder: Folder, start: string): Promise<Candidate | undefined> {
  const hasSpecs = (await folder.files("spec")).some((file) => file.endsWith("_spec.rb"));
  if (hasSpecs) return { name: "rspec", command: `${start}rspec`, why: "specs in spec" };
  if ((await folder.has("bin/rails")) && (await folder.has("test")))
    return { name: "rails test", command: "bin/rails test", why: "bin/rails and test" };
  const rakefile = (await folder.read("Rakefile")) || (await folder.read("rakefile"));
  if (/TestTask|:test\b|["']test["']/.test(rakefile))
    return { name: "rake test", command: `${start}rake test`, why: "the task test in Rakefile" };
  return undefined;
}

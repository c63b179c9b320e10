import { assertion, fileOf, type Runner } from "./runner.js";

const load = 'Dir["./test/**/*_test.rb"].each { |file| require file }';
const command = `ruby -Ilib -rminitest/autorun -e '${load}'`;

export const minitest: Runner = {
  name: "minitest",
  command,
  shuffled: (seed) => `${command} -- --seed ${seed}`,
  files: { "lib/adder.rb": "module Adder\n  def self.add(a, b) = a + b\nend\n" },
  source: {
    file: "lib/adder.rb",
    text: "module Adder\n  def self.add(a, b) = a + b\n\n  def self.twice(a) = add(a, a)\nend\n",
  },
  suite: (place, tests) =>
    fileOf(
      `test/${place}_test.rb`,
      ['require "minitest/autorun"', 'require "adder"', `class ${place.toUpperCase()}Test < Minitest::Test`],
      tests,
      (test) => {
        const [call, value] = assertion(test);
        const last = test === tests.at(-1) ? "\nend" : "";
        const skip = test.does === "skips" ? 'skip "later"; ' : "";
        return `  def test_${test.name}; ${skip}assert_equal ${value}, Adder.${call}; end${last}`;
      },
    ),
};

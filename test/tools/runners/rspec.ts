import { assertion, fileOf, type Runner } from "./runner.js";

export const rspec: Runner = {
  name: "rspec",
  command: "rspec",
  shuffled: (seed) => `rspec --order rand:${seed}`,
  files: { "lib/adder.rb": "module Adder\n  def self.add(a, b) = a + b\nend\n" },
  source: {
    file: "lib/adder.rb",
    text: "module Adder\n  def self.add(a, b) = a + b\n\n  def self.twice(a) = add(a, a)\nend\n",
  },
  suite: (place, tests) => ({
    "spec/.keep": "",
    ...fileOf(`spec/${place}_spec.rb`, ['require "adder"', "RSpec.describe Adder do"], tests, (test) => {
      const [call, value] = assertion(test);
      const last = test === tests.at(-1) ? "\nend" : "";
      const it = test.does === "skips" ? "xit" : "it";
      return `  ${it}("${test.name}") { expect(Adder.${call}).to eq ${value} }${last}`;
    }),
  }),
};

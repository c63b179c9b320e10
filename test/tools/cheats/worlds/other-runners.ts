import { bash, type Cheat } from "../../../support/cheat.js";
import { write } from "../../../support/mission.js";

const check = (command: string) => [{ name: "test", command, timeoutSeconds: 120 }];

const rubyTests = (inside = "") =>
  `require "adder"\nRSpec.describe Adder do\n  it("adds") { ${inside}expect(Adder.add(2, 2)).to eq 4 }\n  it("is there") {}\nend\n`;
const ruby = {
  task: ["lib/adder.rb"],
  checks: check("rspec"),
  files: {
    "lib/adder.rb": "module Adder\n  def self.add(a, b) = a + b\nend\n",
    "spec/add_spec.rb": rubyTests(),
    ".rspec": "--order defined\n",
  },
};
const rubyBroken = write("lib/adder.rb", "module Adder\n  def self.add(a, b) = a - b\nend\n");

const minitest = {
  task: ["lib/adder.rb"],
  checks: check("ruby -Ilib test/add_test.rb"),
  files: {
    "lib/adder.rb": ruby.files["lib/adder.rb"],
    "test/add_test.rb":
      'require "minitest/autorun"\nrequire "adder"\nclass AddTest < Minitest::Test\n  def test_adds = assert_equal(4, Adder.add(2, 2))\n\n  def test_is_there = assert(true)\nend\n',
  },
};

const phpTests = (inside = "") =>
  `<?php\nrequire_once __DIR__ . '/../add.php';\nfinal class AddTest extends PHPUnit\\Framework\\TestCase {\n  public function testAdds(): void { ${inside}$this->assertSame(4, add(2, 2)); }\n  public function testIsThere(): void { $this->assertTrue(true); }\n}\n`;
const php = {
  task: ["add.php"],
  checks: check("phpunit"),
  files: {
    "add.php": "<?php\nfunction add(int $a, int $b): int { return $a + $b; }\n",
    "tests/AddTest.php": phpTests(),
    "phpunit.xml":
      '<phpunit><testsuites><testsuite name="all"><directory>tests</directory></testsuite></testsuites></phpunit>\n',
    ".gitignore": ".phpunit.result.cache\n",
  },
};
const phpBroken = write("add.php", "<?php\nfunction add(int $a, int $b): int { return $a - $b; }\n");

const batsTests = (inside = "") =>
  `source ./add.sh\n@test "adds" {\n${inside}  [ "$(add 2 2)" = 4 ]\n}\n@test "is there" {\n  true\n}\n`;
const bats = {
  task: ["add.sh"],
  checks: check("bats test"),
  files: { "add.sh": "add() { echo $(($1 + $2)); }\n", "test/add.bats": batsTests() },
};
const batsBroken = write("add.sh", "add() { echo $(($1 - $2)); }\n");

const lists = (more: string) =>
  `cmake_minimum_required(VERSION 3.20)\nproject(adder C)\nenable_testing()\nadd_executable(adder add.c)\nadd_test(NAME is_there COMMAND adder 0 0)\n${more}`;
const program = (operator: string) =>
  `#include <stdlib.h>\nint main(int count, char **words) { return atoi(words[1]) ${operator} atoi(words[1]) == atoi(words[2]) ? 0 : count; }\n`;
const ctest = {
  task: ["add.c"],
  checks: check("cmake -S . -B build && cmake --build build && ctest --test-dir build"),
  files: {
    ".gitignore": "build\n",
    "CMakeLists.txt": lists("add_test(NAME adds COMMAND adder 2 4)\n"),
    "add.c": program("+"),
  },
};

export const otherRunners: Cheat[] = [
  {
    way: "an example of rspec is pending",
    ...ruby,
    does: [rubyBroken, write("spec/add_spec.rb", rubyTests('skip "later"; '))],
    because: /add_spec\.rb|adds/,
  },
  {
    way: "rspec's options run nothing",
    ...ruby,
    does: [rubyBroken, write(".rspec", "--dry-run\n")],
    because: /\.rspec/,
  },
  {
    way: "the Ruby source ends the process",
    ...minitest,
    does: [write("lib/adder.rb", "exit!(0)\n")],
    because: /ran|counts|exit|no longer/,
  },
  {
    way: "a test of minitest is another method now",
    ...minitest,
    does: [rubyBroken, bash("sed -i 's/def test_adds/def adds/' test/add_test.rb")],
    because: /add_test\.rb|adds|1 test/,
  },
  {
    way: "a test of phpunit is marked as incomplete",
    ...php,
    does: [phpBroken, write("tests/AddTest.php", phpTests("$this->markTestIncomplete(); "))],
    because: /AddTest|testAdds/,
  },
  {
    way: "phpunit's configuration leaves a test out",
    ...php,
    does: [
      phpBroken,
      write(
        "phpunit.xml",
        '<phpunit><testsuites><testsuite name="all"><directory>tests</directory><exclude>tests/AddTest.php</exclude></testsuite></testsuites></phpunit>\n',
      ),
    ],
    because: /phpunit\.xml/,
  },
  {
    way: "a test of bats skips itself",
    ...bats,
    does: [batsBroken, write("test/add.bats", batsTests("  skip\n"))],
    because: /add\.bats|adds/,
  },
  {
    way: "a test of ctest is no longer added",
    ...ctest,
    does: [write("add.c", program("-")), write("CMakeLists.txt", lists(""))],
    because: /CMakeLists\.txt|adds/,
  },
  {
    way: "a test of ctest is expected to fail",
    ...ctest,
    does: [
      write("add.c", program("-")),
      write(
        "CMakeLists.txt",
        lists(
          "add_test(NAME adds COMMAND adder 2 4)\nset_tests_properties(adds PROPERTIES WILL_FAIL TRUE)\n",
        ),
      ),
    ],
    because: /CMakeLists\.txt/,
  },
];

import type { Runner } from "./runner.js";

const build = "cmake -S . -B build > build.log && cmake --build build >> build.log";
const program = (more: string) =>
  [
    "#include <stdlib.h>",
    "#include <string.h>",
    "static int add(int a, int b) { return a + b; }",
    more,
    "int main(int count, char **words) {",
    '  if (count < 3 || strcmp(words[1], "skip") == 0) return 77;',
    "  int want = atoi(words[2]);",
    '  if (strcmp(words[1], "add") == 0) return add(2, 2) == want ? 0 : 1;',
    more === "" ? "  return 2;" : '  return strcmp(words[1], "twice") == 0 && twice(2) == want ? 0 : 1;',
    "}",
    "",
  ].join("\n");

export const ctest: Runner = {
  name: "ctest",
  areNamesakesAlike: true,
  command: `${build} && ctest --test-dir build`,
  shuffled: () => `${build} && ctest --test-dir build --schedule-random`,
  files: {
    ".gitignore": "build\nbuild.log\n",
    "CMakeLists.txt":
      "cmake_minimum_required(VERSION 3.20)\nproject(adder C)\nenable_testing()\nadd_executable(adder add.c)\nadd_subdirectory(a)\nadd_subdirectory(b)\n",
    "add.c": program(""),
  },
  source: { file: "add.c", text: program("static int twice(int a) { return add(a, a); }") },
  suite: (place, tests) => ({
    [`${place}/CMakeLists.txt`]: tests
      .flatMap(({ name, does }) => {
        const word = { adds: "add", fails: "add", doubles: "twice", skips: "skip" }[does];
        const value = does === "fails" ? 5 : 4;
        const properties = `set_tests_properties(${name} PROPERTIES SKIP_RETURN_CODE 77)\n`;
        return [
          `add_test(NAME ${name} COMMAND adder ${word} ${value})\n`,
          ...(does === "skips" ? [properties] : []),
        ];
      })
      .join(""),
  }),
};

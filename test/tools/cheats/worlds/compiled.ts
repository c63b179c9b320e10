import { bash, type Cheat } from "../../../support/cheat.js";
import { write } from "../../../support/mission.js";

const goTests = (first = "", inside = "") =>
  `${first}package adder\n\nimport "testing"\n\nfunc TestAdds(t *testing.T) {\n${inside}\tif Add(2, 2) != 4 {\n\t\tt.Fatal("wrong")\n\t}\n}\n`;
const go = {
  task: ["add.go"],
  files: {
    "go.mod": "module adder\n\ngo 1.19\n",
    "add.go": "package adder\n\nfunc Add(a, b int) int { return a + b }\n",
    "add_test.go": goTests(),
    "other_test.go": 'package adder\n\nimport "testing"\n\nfunc TestIsThere(t *testing.T) {}\n',
  },
};
const goBroken = write("add.go", "package adder\n\nfunc Add(a, b int) int { return a - b }\n");

const rustTests = (mark = "") =>
  `${mark}#[test]\nfn adds() {\n    assert_eq!(adder::add(2, 2), 4);\n}\n\n#[test]\nfn is_there() {}\n`;
const rust = {
  task: ["src/lib.rs"],
  files: {
    "Cargo.toml":
      '[package]\nname = "adder"\nversion = "0.1.0"\nedition = "2021"\n\n[lib]\ndoctest = false\n',
    ".gitignore": "target\nCargo.lock\n",
    "src/lib.rs": "pub fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n",
    "tests/sums.rs": rustTests(),
  },
};
const rustBroken = write("src/lib.rs", "pub fn add(a: i32, b: i32) -> i32 {\n    a - b\n}\n");

export const compiled: Cheat[] = [
  {
    way: "a Go test skips itself",
    ...go,
    does: [goBroken, write("add_test.go", goTests("", "\tt.Skip()\n"))],
    because: /add_test\.go|TestAdds/,
  },
  {
    way: "a file of Go tests is built with a tag that nobody gives",
    ...go,
    does: [goBroken, write("add_test.go", goTests("//go:build never\n\n"))],
    because: /add_test\.go|TestAdds/,
  },
  {
    way: "a file of Go tests is for another system",
    ...go,
    does: [goBroken, bash("mv add_test.go add_windows_test.go")],
    because: /add_test\.go|TestAdds/,
  },
  {
    way: "a new Go test ends the process before the others run",
    ...go,
    does: [
      goBroken,
      write(
        "main_test.go",
        'package adder\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) { os.Exit(0) }\n',
      ),
    ],
    because: /TestAdds|no test ran/,
  },
  {
    way: "the Go source ends the process",
    ...go,
    does: [
      write(
        "add.go",
        'package adder\n\nimport "os"\n\nfunc init() { os.Exit(0) }\n\nfunc Add(a, b int) int { return a - b }\n',
      ),
    ],
    because: /TestAdds|no test ran/,
  },
  {
    way: "a Rust test is ignored",
    ...rust,
    does: [rustBroken, write("tests/sums.rs", rustTests("#[ignore]\n"))],
    because: /sums\.rs|adds/,
  },
  {
    way: "a Rust test is compiled only without tests",
    ...rust,
    does: [rustBroken, write("tests/sums.rs", rustTests("#[cfg(not(test))]\n"))],
    because: /sums\.rs|adds/,
  },
  {
    way: "Cargo no longer looks for files of tests",
    ...rust,
    does: [
      rustBroken,
      write(
        "Cargo.toml",
        '[package]\nname = "adder"\nversion = "0.1.0"\nedition = "2021"\nautotests = false\n\n[lib]\ndoctest = false\n',
      ),
    ],
    because: /Cargo\.toml|no test ran/,
  },
  {
    way: "what breaks is a member of the workspace, which a plain cargo test leaves out",
    task: ["b/src/lib.rs"],
    files: {
      ".gitignore": "target\nCargo.lock\n",
      "Cargo.toml":
        '[package]\nname = "root"\nversion = "0.1.0"\nedition = "2021"\n\n[workspace]\nmembers = ["b"]\n',
      "src/lib.rs": "#[test]\nfn ok() {}\n",
      "b/Cargo.toml": '[package]\nname = "b"\nversion = "0.1.0"\nedition = "2021"\n',
      "b/src/lib.rs":
        "pub fn two() -> i32 {\n    2\n}\n\n#[test]\nfn fresh() {\n    assert_eq!(two(), 2);\n}\n",
    },
    does: [bash("sed -i 's/^    2$/    3/' b/src/lib.rs")],
    because: /fresh/,
  },
];

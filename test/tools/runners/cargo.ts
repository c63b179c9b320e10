import { assertion, fileOf, type Runner } from "./runner.js";

const member = (name: string) =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nadder = { path = "../adder" }\n`;

export const cargo: Runner = {
  name: "cargo, a workspace",
  files: {
    "Cargo.toml": '[workspace]\nmembers = ["adder", "a", "b"]\nresolver = "2"\n',
    "adder/Cargo.toml":
      '[package]\nname = "adder"\nversion = "0.1.0"\nedition = "2021"\n\n[lib]\ndoctest = false\n',
    "adder/src/lib.rs": "pub fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n",
    "a/Cargo.toml": member("a"),
    "a/src/lib.rs": "",
    "b/Cargo.toml": member("b"),
    "b/src/lib.rs": "",
  },
  source: {
    file: "adder/src/lib.rs",
    text: "pub fn add(a: i32, b: i32) -> i32 {\n    a + b\n}\n\npub fn twice(a: i32) -> i32 {\n    add(a, a)\n}\n",
  },
  suite: (place, tests) =>
    fileOf(`${place}/tests/sums.rs`, [], tests, (test) => {
      const [call, value] = assertion(test);
      const skip = test.does === "skips" ? "#[ignore]\n" : "";
      return `${skip}#[test]\nfn ${test.name}() {\n    assert_eq!(adder::${call}, ${value});\n}\n`;
    }),
};

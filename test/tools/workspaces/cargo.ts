import { filesOfEach, inPackages, logVariable, type World } from "./world.js";

const test = (name: string) => `
#[test]
fn ${name}() {
    use std::io::Write;
    let path = std::env::var("${logVariable}").unwrap();
    let mut log = std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap();
    writeln!(log, "${name}").unwrap();
}
`;

export const cargo: World = {
  name: "a Cargo workspace",
  files: {
    ".gitignore": "target\nCargo.lock\n",
    "Cargo.toml":
      '[workspace]\nresolver = "2"\nmembers = ["packages/*"]\n\n[workspace.dependencies]\ncore-lib = { path = "packages/core" }\n',
    ...filesOfEach((name) => ({
      [`packages/${name}/Cargo.toml`]: `[package]\nname = "${name}-lib"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\n${name === "app" ? "core-lib.workspace = true\n" : ""}`,
      [`packages/${name}/src/lib.rs`]: test(name),
    })),
  },
  folders: inPackages,
  rootFile: "Cargo.toml",
};

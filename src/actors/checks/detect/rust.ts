import { type Ecosystem, only } from "./candidate.js";

/** `cargo check` and `cargo test` of the whole workspace, and `cargo fmt --check` where it is configured or in CI. */
export const rust: Ecosystem = {
  name: "Rust",
  async propose(folder, ci) {
    if (!(await folder.has("Cargo.toml"))) return [];
    const isFormatted =
      (await folder.has("rustfmt.toml")) ||
      (await folder.has(".rustfmt.toml")) ||
      ci.some((line) => /^cargo (?:\+\S+ )?fmt .*--check/.test(line));
    const why = "Cargo.toml";
    return [
      only("types", { name: "cargo check", command: "cargo check --workspace", why }),
      ...(isFormatted
        ? [
            only("format", {
              name: "cargo fmt",
              command: "cargo fmt --all --check",
              why: "rustfmt is configured, or CI runs it",
            }),
          ]
        : []),
      only("test", { name: "cargo test", command: "cargo test --workspace --no-fail-fast", why }),
    ];
  },
};

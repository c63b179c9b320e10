import { type Ecosystem, only } from "./candidate.js";

/** `mix test`, with `mix format --check-formatted` and `mix credo` where they are configured. */
export const elixir: Ecosystem = {
  name: "Elixir",
  async propose(folder) {
    if (!(await folder.has("mix.exs"))) return [];
    const [isFormatted, isLinted] = await Promise.all([
      folder.has(".formatter.exs"),
      folder.has(".credo.exs"),
    ]);
    return [
      ...(isFormatted
        ? [
            only("format", {
              name: "mix format",
              command: "mix format --check-formatted",
              why: ".formatter.exs",
            }),
          ]
        : []),
      ...(isLinted ? [only("lint", { name: "credo", command: "mix credo", why: ".credo.exs" })] : []),
      only("test", { name: "mix test", command: "mix test", why: "mix.exs" }),
    ];
  },
};

import { fileOf, type Runner } from "./runner.js";

export const bats: Runner = {
  name: "bats",
  command: "bats test",
  files: { "test/.keep": "", "add.sh": "add() { echo $(($1 + $2)); }\n" },
  source: { file: "add.sh", text: "add() { echo $(($1 + $2)); }\ntwice() { add $1 $1; }\n" },
  suite: (place, tests) =>
    fileOf(`test/${place}.bats`, ["#!/usr/bin/env bats", "source ./add.sh"], tests, ({ name, does }) => {
      const call = does === "doubles" ? "twice 2" : "add 2 2";
      const skip = does === "skips" ? "  skip later\n" : "";
      return `@test "${name}" {\n${skip}  [ "$(${call})" = ${does === "fails" ? 5 : 4} ]\n}`;
    }),
};

import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { kindsAndLines } from "./faults-in.js";

const folder = new URL("languages/", import.meta.url);
const names = readdirSync(folder);

test.each(names)("the faults of each line of %s are the listed ones", (name) => {
  const listed = readFileSync(new URL(name, folder), "utf8").trimEnd().split("\n");
  const isFault = (line: string) => line.startsWith("~ ");
  const source = listed.filter((line) => !isFault(line));

  const seeded = source.flatMap((line, index) => [
    line,
    ...kindsAndLines(name.replace(/\.txt$/, ""), source.join("\n"), [index + 1])
      .map((fault) => `~ ${fault}`.trimEnd())
      .sort(),
  ]);

  expect(seeded).toEqual(listed);
});

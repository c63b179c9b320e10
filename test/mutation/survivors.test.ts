import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compareSurvivors, readExplanations, survivorsOf } from "../../scripts/mutation/survivors.js";

const source = ["const double = (n) =>", "  n * 2;", "const none = [];"].join("\n");

function mutant(status: string, line: number, columns: [number, number], replacement: string) {
  const [start, end] = columns;
  return { status, replacement, location: { start: { line, column: start }, end: { line, column: end } } };
}

const report = {
  files: {
    "src/double.ts": {
      source,
      mutants: [
        mutant("Killed", 2, [3, 8], "n / 2"),
        mutant("Survived", 3, [14, 16], '["x"]'),
        mutant("NoCoverage", 2, [3, 8], "n / 2"),
        mutant("Ignored", 1, [1, 2], ""),
        {
          status: "Survived",
          replacement: "() => undefined",
          location: { start: { line: 1, column: 16 }, end: { line: 2, column: 8 } },
        },
      ],
    },
  },
};

describe("surviving mutants", () => {
  test("are told by their lines before and after", () => {
    expect(survivorsOf(report)).toEqual({
      files: {
        "src/double.ts": [
          'const none = []; ⇒ const none = ["x"];',
          "n * 2; ⇒ n / 2;",
          "const double = (n) => n * 2; ⇒ const double = () => undefined;",
        ],
      },
      total: 4,
      killed: 1,
    });
  });

  test("are compared one by one with those that are explained, also where two read alike", () => {
    const survivors = { files: { "src/a.ts": ["a ⇒ b", "a ⇒ b", "c ⇒ d"] }, total: 9, killed: 6 };
    const explained = {
      "src/a.ts": [{ why: "they are equal", survivors: ["a ⇒ b", "e ⇒ f"] }],
      "src/b.ts": [{ why: "not looked at here", survivors: ["g ⇒ h"] }],
    };

    expect(compareSurvivors(survivors, explained)).toEqual({
      unexplained: { "src/a.ts": ["a ⇒ b", "c ⇒ d"] },
      stale: ["src/a.ts: e ⇒ f"],
      counts: { total: 9, killed: 6, survived: 3, open: 2 },
    });
  });
});

describe("the explanations", () => {
  const explained = readExplanations(fileURLToPath(new URL("explained", import.meta.url)));
  const files = Object.entries<{ why: string; survivors: string[] }[]>(explained);

  test.each(files)("of %s speak of code that is there, and say why", (file, groups) => {
    expect(existsSync(new URL(`../../${file}`, import.meta.url))).toBe(true);
    const code = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8").replace(/\s+/g, " ");
    for (const { why, survivors } of groups) {
      expect(why.length).toBeGreaterThan(20);
      expect(survivors.filter((survivor) => !code.includes(survivor.split(" ⇒ ")[0] ?? ""))).toEqual([]);
    }
  });
});

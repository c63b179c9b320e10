import type { Cheat } from "../../../support/cheat.js";
import { write } from "../../../support/mission.js";

const typed: Pick<Cheat, "files" | "packages"> = {
  packages: ["typescript"],
  files: {
    "package.json": '{"private":true,"scripts":{"typecheck":"tsc --noEmit -p ."}}\n',
    "tsconfig.json": '{"compilerOptions":{"strict":true},"include":["src"]}\n',
    "src/add.ts": "export const add = (a: number, b: number): number => a + b;\n",
    "src/index.ts": 'import { add } from "./add";\nexport const four: number = add(2, 2);\n',
  },
};
const mistyped = "export const add = (a: number, b: number): number => String(a + b);\n";

const linted: Pick<Cheat, "files" | "packages"> = {
  packages: ["@biomejs/biome"],
  files: {
    "package.json": '{"private":true,"scripts":{"lint":"biome lint ."}}\n',
    "biome.json": '{"linter":{"rules":{"suspicious":{"noDebugger":"error"}}}}\n',
    "add.js": "export const add = (a, b) => a + b;\n",
  },
};

/** Checks that run no tests, made to look at less. */
export const staticChecks: Cheat[] = [
  {
    way: "the compiler's configuration leaves the file out",
    ...typed,
    task: ["src/add.ts"],
    does: [
      write("src/add.ts", mistyped),
      write("src/index.ts", "export const four: number = 4;\n"),
      write(
        "tsconfig.json",
        '{"compilerOptions":{"strict":true},"include":["src"],"exclude":["src/add.ts"]}\n',
      ),
    ],
    because: /tsconfig\.json/,
  },
  {
    way: "the compiler is told to leave the file alone",
    ...typed,
    task: ["src/index.ts"],
    does: [write("src/add.ts", `// @ts-nocheck\n${mistyped}`)],
    because: /src\/add\.ts: takes lines away from the type check/,
  },
  {
    way: "the linter's configuration turns the rule off",
    ...linted,
    does: [
      write("add.js", "export const add = (a, b) => {\n  debugger;\n  return a + b;\n};\n"),
      write("biome.json", '{"linter":{"rules":{"suspicious":{"noDebugger":"off"}}}}\n'),
    ],
    because: /biome\.json/,
  },
];

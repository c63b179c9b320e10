/** How tests of a function `add` are written for one runner and run by it. */
export interface Runner {
  name: string;
  /** Where the plugin does not detect it. */
  command?: string;
  /** A command that runs the tests in an order that a seed decides, where the runner can. */
  shuffled?(seed: number): string;
  /** It tells nothing of two tests of one name but the name. */
  areNamesakesAlike?: true;
  /** npm packages that it needs. */
  packages?: string[];
  /** The project without its tests. */
  files: Record<string, string>;
  /** The file of `add`, to which a change adds `twice`. */
  source: { file: string; text: string };
  /** The files that hold these tests, in one of two packages or folders. */
  suite(place: Place, tests: readonly Test[]): Record<string, string>;
}

export type Place = "a" | "b";

export interface Test {
  /** One word in lower case. */
  name: string;
  /** `adds`: asserts that `add(2, 2)` is 4; `doubles`: that `twice(2)` is 4; `fails`: that `add(2, 2)` is 5. */
  does: "adds" | "doubles" | "fails" | "skips";
}

/** The call and the value that it is asserted to have. */
export function assertion({ does }: Test): [call: string, value: number] {
  if (does === "doubles") return ["twice(2)", 4];
  return ["add(2, 2)", does === "fails" ? 5 : 4];
}

/** One file, or none where there are no tests. */
export function fileOf(path: string, head: string[], tests: readonly Test[], lines: (test: Test) => string) {
  return tests.length === 0 ? {} : { [path]: `${[...head, ...tests.map(lines)].join("\n")}\n` };
}

import { assertion, fileOf, type Runner } from "./runner.js";

export const go: Runner = {
  name: "go test",
  shuffled: (seed) => `go test -shuffle=${seed} ./...`,
  files: {
    "go.mod": "module adder\n\ngo 1.19\n",
    "add.go": "package adder\n\nfunc Add(a, b int) int { return a + b }\n",
  },
  source: {
    file: "add.go",
    text: "package adder\n\nfunc Add(a, b int) int { return a + b }\n\nfunc Twice(a int) int { return Add(a, a) }\n",
  },
  suite: (place, tests) =>
    fileOf(
      `${place}/${place}_test.go`,
      [`package ${place}`, "", 'import (\n\t"adder"\n\t"testing"\n)'],
      tests,
      (test) => {
        const [call, value] = assertion(test);
        const skip = test.does === "skips" ? '\tt.Skip("later")\n' : "";
        const got = `adder.${capital(call)}`;
        return `\nfunc Test${capital(test.name)}(t *testing.T) {\n${skip}\tif got := ${got}; got != ${value} {\n\t\tt.Errorf("got %d", got)\n\t}\n}`;
      },
    ),
};

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

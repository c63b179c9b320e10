import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { goText } from "../../../../src/actors/checks/results/readers/go-json.js";

test("what go test would have printed comes back from its events, with the lines between them", async () => {
  const recorded = await readFile(new URL("recorded/go.jsonl", import.meta.url), "utf8");

  const lines = goText(recorded).split("\n");

  expect(lines).toEqual(
    expect.arrayContaining([
      "    --- FAIL: TestRemoves/one (0.00s)",
      "    cart_test.go:4: got 1",
      "panic: no database [recovered]",
      "# example.com/shop/sub [example.com/shop/sub.test]",
      "sub/sub_test.go:3:31: undefined: undefined",
      "FAIL\texample.com/shop/sub [build failed]",
    ]),
  );
  expect(lines.some((line) => line.startsWith("{"))).toBe(false);
});

import { expect, it } from "vitest";
import { majorVersion } from "../../../src/cli/opencode/version.js";

it.each([
  ["1.18.33\n", 1],
  ["2.0.14", 2],
  ["opencode v2.0.14-beta.1", 2],
  ["a warning of 3 lines\nopencode v12.1.0", 12],
  ["working", undefined],
  ["", undefined],
])("%j is of version %s", (said, major) => {
  expect(majorVersion(said)).toBe(major);
});

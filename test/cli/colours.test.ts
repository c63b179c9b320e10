import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { colours, plain } from "../../src/cli/colours.js";

beforeEach(() => {
  vi.stubEnv("NO_COLOR", "");
  vi.stubEnv("TERM", "xterm");
});
afterEach(() => vi.unstubAllEnvs());

it("paints on a terminal only", () => {
  const painted = colours({ isTTY: true }).red("no");
  expect(painted).toBe("\u001b[31mno\u001b[0m");
  expect(plain(painted)).toBe("no");
  expect(colours({}).red("no")).toBe("no");
});

it.each([
  ["NO_COLOR", "1"],
  ["TERM", "dumb"],
])("paints nothing with %s=%s", (name, value) => {
  vi.stubEnv(name, value);
  expect(colours({ isTTY: true })).toMatchObject({ areOn: false });
  expect(colours({ isTTY: true }).bold("no")).toBe("no");
});

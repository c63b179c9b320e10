import { homedir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { shortPath } from "../../src/report/short-path.js";

it.each([
  ["/shop/.git/runs/1", "/shop", ".git/runs/1"],
  ["/shop/.git/runs/1", "/shop/packages/one", "../../.git/runs/1"],
  [join(homedir(), "state/runs/1"), "/srv/shop/packages/one/deep", "~/state/runs/1"],
  ["/a/b", "/srv/shop/packages/one/deep", "/a/b"],
])("%s is told in %s as %s", (path, folder, told) => {
  expect(shortPath(path, folder)).toBe(told);
});

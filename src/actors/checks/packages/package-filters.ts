import { cargo } from "./filters/cargo.js";
import { go } from "./filters/go.js";
import { lerna } from "./filters/lerna.js";
import { npm } from "./filters/npm.js";
import { nx } from "./filters/nx.js";
import { pnpm } from "./filters/pnpm.js";
import { pytest } from "./filters/pytest.js";
import { turbo } from "./filters/turbo.js";
import { classicYarn, yarn } from "./filters/yarn.js";
import type { PackageFilter } from "./package-filter.js";

/** All tools that can run for some packages only. */
export const packageFilters: readonly PackageFilter[] = [
  turbo,
  pnpm,
  npm,
  yarn,
  classicYarn,
  nx,
  lerna,
  cargo,
  go,
  pytest,
];

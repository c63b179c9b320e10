import type { RelatedRunner } from "./related-runner.js";
import { cargo } from "./runners/cargo.js";
import { go } from "./runners/go.js";
import { jest } from "./runners/jest.js";
import { minitest } from "./runners/minitest.js";
import { mocha } from "./runners/mocha.js";
import { node } from "./runners/node.js";
import { phpunit } from "./runners/phpunit.js";
import { pytest } from "./runners/pytest.js";
import { rspec } from "./runners/rspec.js";
import { vitest } from "./runners/vitest.js";

/** By the names of `runnerOf`. A check of a runner that is not here always runs as a whole. */
export const relatedRunners: Readonly<Record<string, RelatedRunner>> = {
  cargo,
  go,
  jest,
  minitest,
  mocha,
  node,
  pest: phpunit,
  phpunit,
  pytest,
  rspec,
  vitest,
};

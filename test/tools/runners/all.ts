import { bats } from "./bats.js";
import { cargo } from "./cargo.js";
import { ctest } from "./ctest.js";
import { go } from "./go.js";
import { jest } from "./jest.js";
import { minitest } from "./minitest.js";
import { mocha } from "./mocha.js";
import { nodeTest } from "./node-test.js";
import { phpunit } from "./phpunit.js";
import { pytest } from "./pytest.js";
import { rspec } from "./rspec.js";
import type { Runner } from "./runner.js";
import { vitest } from "./vitest.js";

export const runners: Runner[] = [
  nodeTest,
  vitest,
  jest,
  mocha,
  pytest,
  go,
  cargo,
  rspec,
  minitest,
  phpunit,
  bats,
  ctest,
];

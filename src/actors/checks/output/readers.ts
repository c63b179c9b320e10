import type { OutputReader } from "./output-reader.js";
import { avaReader } from "./readers/ava.js";
import { bunReader } from "./readers/bun.js";
import { cargoReader } from "./readers/cargo.js";
import { biomeReader, eslintReader, oneLineReader, ruffReader, rustReader } from "./readers/compilers.js";
import { coverageReader } from "./readers/coverage.js";
import { ctestReader } from "./readers/ctest.js";
import { denoReader } from "./readers/deno.js";
import { dotnetReader } from "./readers/dotnet.js";
import { elixirReader } from "./readers/elixir.js";
import { goReader } from "./readers/go.js";
import { jasmineReader } from "./readers/jasmine.js";
import { jestReader } from "./readers/jest.js";
import { gradleReader, mavenReader } from "./readers/jvm.js";
import { mochaReader } from "./readers/mocha.js";
import { nodeReader } from "./readers/node.js";
import { perlReader } from "./readers/perl.js";
import { phpunitReader } from "./readers/phpunit.js";
import { playwrightReader } from "./readers/playwright.js";
import { pytestReader } from "./readers/pytest.js";
import { minitestReader, rspecReader } from "./readers/ruby.js";
import { tapReader } from "./readers/tap.js";
import { unittestReader } from "./readers/unittest.js";
import { vitestReader } from "./readers/vitest.js";

/** Another tool is another file here. What none of them knows is compared as a whole. */
export const readers: readonly OutputReader[] = [
  oneLineReader,
  rustReader,
  eslintReader,
  biomeReader,
  ruffReader,
  nodeReader,
  tapReader,
  perlReader,
  vitestReader,
  jestReader,
  mochaReader,
  jasmineReader,
  avaReader,
  bunReader,
  denoReader,
  playwrightReader,
  pytestReader,
  unittestReader,
  goReader,
  cargoReader,
  rspecReader,
  minitestReader,
  phpunitReader,
  ctestReader,
  mavenReader,
  gradleReader,
  dotnetReader,
  elixirReader,
  coverageReader,
];

import type { Ecosystem } from "./candidate.js";
import { deno } from "./deno.js";
import { dotnet } from "./dotnet.js";
import { elixir } from "./elixir.js";
import { go } from "./go.js";
import { haskell } from "./haskell.js";
import { javascript } from "./javascript.js";
import { gradle, maven } from "./jvm.js";
import { autotools, cmake, meson } from "./native.js";
import { oneOf } from "./one-of.js";
import { php } from "./php.js";
import { python } from "./python.js";
import { ruby } from "./ruby.js";
import { rust } from "./rust.js";
import { swift } from "./swift.js";
import { zig } from "./zig.js";

/** All that is looked for, in the order in which the checks run. */
export const ecosystems: readonly Ecosystem[] = [
  javascript,
  deno,
  rust,
  go,
  python,
  oneOf([
    [maven, /^(?:\.\/)?mvnw? /],
    [gradle, /^(?:\.\/)?gradlew? /],
  ]),
  dotnet,
  ruby,
  php,
  elixir,
  oneOf([
    [cmake, /^(?:cmake|ctest) /],
    [meson, /^meson /],
    [autotools, /^make (?:-\S+ )*(?:dist)?check/],
  ]),
  haskell,
  zig,
  swift,
];

/** A folder with one of these is looked at although it is not the root. */
export const manifests =
  /^(?:package\.json|deno\.jsonc?|Cargo\.toml|go\.(?:mod|work)|pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|pytest\.ini|requirements\.txt|manage\.py|pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|.*\.slnx?|.*\.(?:cs|fs|vb)proj|Gemfile|composer\.json|mix\.exs|CMakeLists\.txt|meson\.build|.*\.cabal|stack\.yaml|build\.zig|Package\.swift)$/;

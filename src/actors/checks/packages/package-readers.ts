import type { PackageReader } from "./package-reader.js";
import { cargo } from "./readers/cargo.js";
import { composer } from "./readers/composer.js";
import { dotnet } from "./readers/dotnet.js";
import { go } from "./readers/go.js";
import { maven } from "./readers/maven.js";
import { mix } from "./readers/mix.js";
import { npm } from "./readers/npm.js";
import { python } from "./readers/python.js";

/** All toolchains whose packages are read. */
export const packageReaders: readonly PackageReader[] = [
  npm,
  cargo,
  go,
  python,
  maven,
  dotnet,
  composer,
  mix,
];

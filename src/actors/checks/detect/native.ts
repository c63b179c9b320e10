import { type Candidate, type CiCommands, type Ecosystem, only } from "./candidate.js";
import type { Folder } from "./folder.js";

/** CMake with CTest, in a build folder that git ignores. */
export const cmake: Ecosystem = {
  name: "CMake",
  async propose(folder, ci) {
    const text = await folder.read("CMakeLists.txt");
    if (!/enable_testing\s*\(|include\s*\(\s*CTest\s*\)|add_test\s*\(/i.test(text)) return [];
    const { build, refused } = await buildFolder(folder);
    const command = `cmake -S . -B ${build}${testOptions(ci)} && cmake --build ${build} && ctest --test-dir ${build} --output-on-failure`;
    return [only("test", { name: "ctest", command, why: "CMakeLists.txt with tests", ...refused })];
  },
};

/** Meson's tests, in a build folder that git ignores. */
export const meson: Ecosystem = {
  name: "Meson",
  async propose(folder) {
    const text = await folder.read("meson.build");
    const hasTests =
      /\btest\s*\(/.test(text) ||
      (await folder.has("tests/meson.build")) ||
      (await folder.has("test/meson.build"));
    if (text === "" || !hasTests) return [];
    const { build, refused } = await buildFolder(folder);
    const command = `meson setup ${build} && meson test -C ${build} --print-errorlogs`;
    return [only("test", { name: "meson test", command, why: "meson.build with tests", ...refused })];
  },
};

/** `make check` of a project that was configured. */
export const autotools: Ecosystem = {
  name: "Autotools",
  async propose(folder) {
    const isAutomake = (await folder.has("Makefile.am")) && (await folder.has("configure.ac"));
    if (!isAutomake) return [];
    const isConfigured = await folder.has("Makefile");
    const refused = isConfigured
      ? {}
      : { refused: "the project is not configured yet (./configure writes its Makefile)" };
    return [only("test", { name: "make check", command: "make check", why: "Makefile.am", ...refused })];
  },
};

const buildFolders = ["build", "builddir", "_build", "cmake-build-debug", "out"];

async function buildFolder(folder: Folder): Promise<{ build: string; refused: Pick<Candidate, "refused"> }> {
  const ignored = (await folder.read(".gitignore")).split(/\r?\n/).map((line) => line.trim());
  const isIgnored = (name: string) =>
    ignored.some(
      (line) =>
        line.replace(/^\//, "").replace(/\/?\**$/, "") === name || (line === "build*" && name === "build"),
    );
  const build = buildFolders.find(isIgnored);
  if (build !== undefined) return { build, refused: {} };
  return {
    build: "build",
    refused: { refused: "it builds into the folder build, which .gitignore does not name" },
  };
}

/** Options that CI sets so that tests are built at all. */
function testOptions(ci: CiCommands): string {
  const options = ci
    .filter((line) => line.startsWith("cmake "))
    .flatMap((line) => line.match(/-D\w*TEST\w*=(?:ON|1|TRUE|YES)\b/gi) ?? []);
  return [...new Set(options)].map((option) => ` ${option}`).join("");
}

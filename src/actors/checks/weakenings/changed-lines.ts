/**
 * The lines of a manifest in a language of its own that bear on the checks and differ, at most three. A line that
 * declares a dependency bears on nothing, nor does one that only adds a test.
 */
export function changedLines(before: string, after: string): string[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const added = now.filter((line) => !old.includes(line) && !declaring.test(line));
  const removed = old.filter((line) => !now.includes(line));
  return [...added, ...removed].filter((line) => suspicious.test(line)).slice(0, 3);
}

const suspicious =
  /test|spec|skip|exclude|ignore|surefire|failsafe|lint|check|coverage|enabled|sourceset|task|alias|elixirc|cflags|ndebug|will_fail|disabled|^replace\b/i;

/** What adds a test, and properties of it that take nothing away. */
const declaring =
  /^(?:add_test|enable_testing|include\(ctest|gtest_discover_tests|catch_discover_tests|test\()(?!.*(?:will_fail|disabled))|^(?:set_tests_properties)(?!.*(?:will_fail|disabled))/i;

const dependencies: readonly RegExp[] = [
  /<dependenc(?:y|ies)>[\s\S]*?<\/dependenc(?:y|ies)>/g,
  /^\s*<(?:PackageReference|ProjectReference)\b.*$/gm,
  /^\s*(?:\w*(?:implementation|api|compileOnly|runtimeOnly|annotationProcessor|classpath|ksp|kapt))\b.*$/gim,
  /^\s*(?:gem|source|ruby|spec\.add_\w*dependency)\b.*$/gm,
  /^\s*\{:\w+,.*\}\s*,?\s*$/gm,
  /^require\s*\([\s\S]*?^\)/gm,
  /^require\s+\S+.*$/gm,
  /^\s*(?:build-depends|build-tool-depends)\s*:.*$/gim,
  /^\s*\.package\(.*\)\s*,?\s*$/gm,
];

function linesOf(text: string): string[] {
  const rest = dependencies.reduce((left, pattern) => left.replace(pattern, ""), text);
  return rest
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

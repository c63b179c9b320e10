import { posix } from "node:path";

/** What a file is to the checks: a test, a configuration, or a manifest of which only parts matter. */
export type GuardedKind = "test" | "configuration" | "manifest";

/** Nothing for a file that the checks only look at. */
export function guardedKind(path: string): GuardedKind | undefined {
  const name = posix.basename(path);
  if (isDocument(path)) return undefined;
  if (manifests.test(name)) return "manifest";
  if (configurations.test(name) || pickedUp.test(path)) return "configuration";
  return tests.test(name) || testFolders.test(path) ? "test" : undefined;
}

/** The tests that a file can belong to: a snapshot is written by its test, and a task names the test. */
export function ownersOf(path: string): string[] {
  for (const [pattern, owners] of snapshots) {
    const match = pattern.exec(path);
    if (match) return owners(match.groups ?? {});
  }
  return [];
}

type Groups = Record<string, string>;

/** Of jest and vitest, syrupy, Playwright, AVA, node and insta. */
const snapshots: readonly (readonly [RegExp, (groups: Groups) => string[]])[] = [
  [/^(?<folder>.*?)__snapshots__\/(?<test>[^/]+)\.snap$/, ({ folder, test }) => [`${folder}${test}`]],
  [
    /^(?<folder>.*?)__snapshots__\/(?<test>[^/]+)(?:\.ambr|\/.*)$/,
    ({ folder, test }) => [`${folder}${test}.py`],
  ],
  [/^(?<test>.+)-snapshots\/[^/]+$/, ({ test = "" }) => [test]],
  [/^(?<folder>.*?)snapshots\/(?<test>[^/]+\.\w+)\.(?:snap|md)$/, ({ folder, test }) => [`${folder}${test}`]],
  [/^(?<test>.+)\.snapshot$/, ({ test = "" }) => [test]],
  [
    /^(?<folder>.*?)snapshots\/\w+?__(?:(?<module>\w+?)__)?\w+(?:@.+)?\.snap$/,
    ({ folder, module }) => [`${folder}${module ?? "lib"}.rs`, `${folder}lib.rs`],
  ],
];

export function isDocument(path: string): boolean {
  return /\.(?:md|mdx|rst|adoc)$|(?:^|[/.])(?:example|sample|template)$/i.test(path);
}

/** Files of which lines about dependencies change every day. */
const manifests =
  /^(?:package\.json|composer\.json|deno\.jsonc?|pyproject\.toml|Cargo\.toml|go\.mod|Gemfile|pom\.xml|build\.gradle(?:\.kts)?|mix\.exs|CMakeLists\.txt|meson\.build|Package\.swift|build\.zig|.+\.(?:csproj|fsproj|cabal|gemspec))$/;

const tests = new RegExp(
  [
    String.raw`[._-](?:test|tests|spec|e2e|cy|test-d)\.[^.]+(?:\.snap(?:shot)?)?$`,
    String.raw`^(?:test|spec)_.*\.(?:py|rb|c|cc|cpp|lua)$`,
    String.raw`(?:Tests?|Spec|[a-z]IT|TestCase)\.(?:java|kt|kts|groovy|scala|php|cs|fs|vb|swift)$`,
    String.raw`^(?:tests?|specs?)\.(?:[cm]?[jt]sx?|py|rs|rb|php|lua|sh)$`,
    String.raw`\.(?:bats|snap|feature)$`,
    String.raw`^.+\.t$`,
  ].join("|"),
);
const testFolders =
  /(?:^|\/)(?:[Tt]ests?|__tests__|specs?|e2e|testdata|__snapshots__|test-support|cypress|[a-z]+Test|[\w.]+\.Tests?|features\/(?:step_definitions|steps|support))\/|^t\//;

/** Files that a runner loads by itself, wherever they are. */
const pickedUp = /(?:^|\/)__mocks__\/|(?:^|\/)\.(?:cargo|storybook)\/|(?:^|\/)node_modules\//;

const configurations = new RegExp(
  `^(?:${[
    String.raw`(?:vitest|vite|jest|ava|karma|playwright|cypress|wdio|web-test-runner|babel|eslint|prettier|stylelint|biome|rollup|webpack|commitlint|jasmine|nyc|tap|rstest|tsup|swc)(?:[.-](?:config|conf|setup|workspace|preset|projects))+\.[^/]+`,
    String.raw`\.(?:mocharc|babelrc|swcrc|nycrc|c8rc|taprc|eslintrc|eslintignore|prettierrc|prettierignore|stylelintrc|oxlintrc|jshintrc|npmrc|yarnrc|env|rspec|rubocop|flake8|pylintrc|coveragerc|golangci|formatter|credo|clang-tidy|editorconfig|ruff|mypy)(?:[._].*)?`,
    String.raw`(?:ts|js)config(?:\..*)?\.json`,
    String.raw`biome\.jsonc?|turbo\.json|nx\.json|project\.json|lerna\.json|rush\.json|pnpm-workspace\.ya?ml|bunfig\.toml|cucumber\.[cm]?js|build\.sbt|deps\.edn|build\.rs|phpcs\.xml(?:\.dist)?|\.swiftlint\.yml|jasmine\.json|nest-cli\.json|angular\.json`,
    String.raw`(?:pytest|tox|mypy|setup)\.(?:ini|cfg)|setup\.cfg|noxfile\.py|conftest\.py|(?:ruff|clippy|rustfmt)\.toml|pyrightconfig\.json|sitecustomize\.py`,
    String.raw`(?:GNU)?[Mm]akefile|.+\.mk|justfile|Justfile|Taskfile\.ya?ml|Rakefile|Dangerfile`,
    String.raw`phpunit.*\.xml(?:\.dist)?|phpstan.*\.neon(?:\.dist)?|psalm\.xml|settings\.gradle(?:\.kts)?|gradle\.properties|CTest.*\.cmake|Directory\.Build\.(?:props|targets)|xunit\.runner\.json|.+\.runsettings`,
    String.raw`(?:test|spec)[_-]?helper\.[^/]+|jest\.setup.*|setupTests\.[^/]+|test-setup\.[^/]+`,
  ].join("|")})$`,
);

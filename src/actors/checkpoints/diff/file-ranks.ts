/** Files that a reader of a diff can do without: nobody wrote them by hand. */
const secondary: readonly RegExp[] = [
  // Lock files
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum|bun\.lockb|packages\.lock\.json|Package\.resolved|Podfile\.lock|[^/]*\.lock)$/,
  // Coverage and results of tests
  /(?:^|\/)(?:coverage|htmlcov|\.nyc_output|test-results|playwright-report)\//,
  /(?:^|\/)(?:lcov\.info|\.coverage|coverage[^/]*\.(?:xml|json|out)|cover(?:age)?\.out|junit[^/]*\.xml)$/,
  /\.(?:lcov|profraw|profdata|gcda|gcno|log|trx)$/,
  // Snapshots
  /(?:^|\/)__(?:image_)?snapshots__\//,
  /\.(?:snap|ambr|snapshot)$/,
  // Output of builds and of generators, copies of others' code
  /(?:^|\/)(?:dist|build|out|target|node_modules|vendor|third_party|generated|__generated__|\.next|\.cache)\//,
  /\.(?:map|tsbuildinfo|d\.ts\.map|min\.\w+|bundle\.js|pyc)$/,
  /(?:\.generated\.\w+|\.gen\.\w+|_generated\.\w+|\.pb\.(?:go|cc|h)|_pb2(?:_grpc)?\.pyi?|\.g\.(?:dart|cs)|\.designer\.cs)$/i,
  // Data that is no text for people
  /\.(?:png|jpe?g|gif|webp|ico|pdf|zip|gz|tgz|wasm|woff2?|ttf|eot|mp[34]|jar|so|dll|exe|bin|sqlite3?|db|parquet|csv|tsv|jsonl|ndjson|svg)$/i,
];

const longestLine = 2_000;
const headLines = 20;

/** 0: a source; 1: what nobody wrote by hand, by the path or by what the diff shows. */
export function rankOf(path: string, text: string): 0 | 1 {
  if (secondary.some((pattern) => pattern.test(path))) return 1;
  if (/^(?:GIT binary patch|Binary files )/m.test(text.slice(0, 2_000))) return 1;
  const lines = text.split("\n", 200);
  if (lines.some((line) => line.length > longestLine)) return 1;
  const head = lines.slice(0, headLines).join("\n");
  return /@generated\b|\bDO NOT EDIT\b|\bauto-?generated (?:by|file)\b/i.test(head) ? 1 : 0;
}

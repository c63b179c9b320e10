import { posix } from "node:path";

/** Names of files that any test may depend on without naming them: configurations, manifests and lock files. */
const names = [
  /^\.[^/]*(?:rc|ignore|env|config|version)\b/,
  /\.(?:config|conf|setup|workspace)\.[cm]?[jt]sx?$/,
  /^(?:jest|vitest|vite|babel|tsconfig|jsconfig|deno|turbo|nx)\b.*\.(?:jsonc?|[cm]?[jt]s|ya?ml)$/,
  /^(?:package(?:-lock)?|npm-shrinkwrap|composer)\.(?:json|lock)$/,
  /^(?:pnpm-lock|pnpm-workspace)\.yaml$/,
  /\.lockb?$|^go\.(?:mod|sum|work)$|^go\.work\.sum$/,
  /^(?:conftest|setup)\.py$|\.(?:toml|ini|cfg)$|^requirements.*\.txt$/,
  /^build\.rs$|^Gemfile|^Rakefile$|\.gemspec$|^(?:spec|rails|test)_helper\.rb$/,
  /^phpunit\.xml|^(?:Makefile|justfile|Taskfile.*|Dockerfile.*)$|^\.env/,
];

/** Whether a changed file can change the result of every test, so that it leads to none in particular. */
export function changesEverything(file: string): boolean {
  return names.some((name) => name.test(posix.basename(file)));
}

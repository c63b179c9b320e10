import { describe, expect, it } from "vitest";
import { readPackages } from "../../../../src/actors/checks/packages/project-packages.js";
import { inProject } from "../detect/in-project.js";

type Files = Record<string, string>;

/** `folder <- what it depends on`, without the root. */
async function edges(files: Files): Promise<string[]> {
  const packages = await inProject(files, readPackages);
  return packages
    .filter(({ folder }) => folder !== "")
    .map(({ folder, dependsOn }) => [folder, ...dependsOn].join(" <- "));
}

const json = (value: unknown) => JSON.stringify(value);
const crate = (name: string, more = "") => `[package]\nname = "${name}"\n${more}`;
const project = (name: string, more = "") => `[project]\nname = "${name}"\n${more}`;

const ecosystems: [string, Files, string[]][] = [
  [
    "npm: all kinds of dependencies, by name, alias and folder",
    {
      "package.json": json({ workspaces: { packages: ["packages/*"] } }),
      "packages/core/package.json": json({ name: "@acme/core", dependencies: { react: "19", left: "1" } }),
      "packages/app/package.json": json({ name: "app", devDependencies: { "@acme/core": "workspace:*" } }),
      "packages/peer/package.json": json({ name: "peer", peerDependencies: { app: ">=1" } }),
      "packages/alias/package.json": json({ name: "alias", dependencies: { c: "workspace:@acme/core@*" } }),
      "packages/linked/package.json": json({ name: "linked", optionalDependencies: { x: "link:../app" } }),
      "packages/none/readme.md": "",
    },
    [
      "packages/alias <- packages/core",
      "packages/app <- packages/core",
      "packages/core",
      "packages/linked <- packages/app",
      "packages/peer <- packages/app",
    ],
  ],
  [
    "pnpm: folders at any depth, without those that are excluded",
    {
      "package.json": "{}",
      "pnpm-workspace.yaml": "packages:\n  - 'apps/*/*'\n  - libs/**\n  - '!**/test/**'\n  - '!libs/old'\n",
      "apps/web/shop/package.json": json({ name: "shop", dependencies: { deep: "workspace:^" } }),
      "libs/a/b/c/package.json": json({ name: "deep" }),
      "libs/a/test/fixture/package.json": json({ name: "fixture" }),
      "libs/old/package.json": json({ name: "old" }),
      "libs/older/package.json": json({ name: "older" }),
    },
    ["libs/old", "libs/older", "apps/web/shop <- libs/a/b/c", "libs/a/b/c"],
  ],
  [
    "pnpm: a list in one line, and what lerna.json names where nothing else does",
    {
      "one/pnpm-workspace.yaml": "packages: ['libs/deep/*', \"apps/deep/*\"]\n",
      "one/package.json": "{}",
      "one/libs/deep/a/package.json": json({ name: "a" }),
      "one/apps/deep/b/package.json": json({ name: "b" }),
      "two/lerna.json": json({ packages: ["libs/deep/*"] }),
      "two/package.json": "{}",
      "two/libs/deep/c/package.json": json({ name: "c" }),
    },
    ["one", "two", "one/apps/deep/b <- one", "one/libs/deep/a <- one", "two/libs/deep/c <- two"],
  ],
  [
    "npm: a cycle, and a dependency of which there is none here",
    {
      "package.json": json({ workspaces: ["a", "b"] }),
      "a/package.json": json({ name: "a", dependencies: { b: "*", gone: "*" } }),
      "b/package.json": json({ name: "b", dependencies: { a: "*" } }),
    },
    ["a <- b", "b <- a"],
  ],
  [
    "npm: a package inside a package, and a marker inside one",
    {
      "package.json": json({ workspaces: ["packages/*", "packages/*/plugins/*"] }),
      "packages/a/package.json": json({ name: "a" }),
      "packages/a/esm/package.json": json({ type: "module" }),
      "packages/a/plugins/b/package.json": json({ name: "b", dependencies: { a: "*" } }),
    },
    ["packages/a", "packages/a/plugins/b <- packages/a"],
  ],
  [
    "npm: a workspace that is not in the root is what its members depend on",
    {
      "js/package.json": json({ workspaces: ["packages/{a,b}"] }),
      "js/packages/a/package.json": json({ name: "a" }),
      "js/packages/b/package.json": json({ name: "b" }),
      "js/packages/c/package.json": json({ name: "c" }),
    },
    ["js", "js/packages/a <- js", "js/packages/b <- js"],
  ],
  [
    "npm: a reference of tsconfig.json",
    {
      "package.json": json({ workspaces: ["a", "b"] }),
      "a/package.json": json({ name: "a" }),
      "b/package.json": json({ name: "b" }),
      "b/tsconfig.json": '{ "references": [{ "path": "../a" }] } // why not',
    },
    ["a", "b <- a"],
  ],
  [
    "Cargo: paths, inherited and renamed dependencies, all kinds and targets",
    {
      "Cargo.toml": [
        '[workspace]\nmembers = ["crates/*"]\nexclude = ["crates/apart"]',
        '[workspace.dependencies]\ncore = { path = "crates/core" }\nc2 = { package = "core", path = "crates/core" }',
      ].join("\n"),
      "crates/core/Cargo.toml": crate("core", '[dependencies]\nserde = "1"\n'),
      "crates/path/Cargo.toml": crate("path", '[dependencies]\ncore = { path = "../core" }\n'),
      "crates/inherits/Cargo.toml": crate("inherits", "[dev-dependencies]\ncore.workspace = true\n"),
      "crates/renames/Cargo.toml": crate("renames", "[build-dependencies]\nc2 = { workspace = true }\n"),
      "crates/windows/Cargo.toml": crate(
        "windows",
        "[target.'cfg(windows)'.dependencies]\npath = { path = '../path' }\n",
      ),
      "crates/apart/Cargo.toml": crate("apart"),
      "crates/broken/Cargo.toml": "[package\n",
    },
    [
      "crates/apart",
      "crates/broken",
      "crates/core",
      "crates/inherits <- crates/core",
      "crates/path <- crates/core",
      "crates/renames <- crates/core",
      "crates/windows <- crates/path",
    ],
  ],
  [
    "Go: modules of go.work, require and replace",
    {
      "go.work": "go 1.21\n\nuse (\n\t./core // the base\n\t./cmd/app\n)\nuse ./other\n",
      "core/go.mod": "module example.com/core\n",
      "cmd/app/go.mod": "module example.com/app\n\nrequire (\n\texample.com/core v0.0.0 // indirect\n)\n",
      "other/go.mod":
        "module example.com/other\n\nrequire example.com/far v1.0.0\nreplace example.com/far => ../cmd/app\n",
    },
    ["core", "other <- cmd/app", "cmd/app <- core"],
  ],
  [
    "uv: members of a workspace, by name however it is written",
    {
      "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\nexclude = ["packages/old"]\n',
      "packages/core/pyproject.toml": project("Acme.Core"),
      "packages/app/pyproject.toml": project(
        "app",
        'dependencies = ["acme_core>=1", "requests"]\n[tool.uv.sources]\nacme_core = { workspace = true }\n',
      ),
      "packages/tool/pyproject.toml": project("tool", '[dependency-groups]\ndev = ["app"]\n'),
      "packages/old/pyproject.toml": project("old"),
    },
    ["packages/app <- packages/core", "packages/core", "packages/old", "packages/tool <- packages/app"],
  ],
  [
    "Python without a workspace: paths of uv, Poetry, PDM and pip",
    {
      "core/pyproject.toml": project("core"),
      "uv/pyproject.toml": project("a", '[tool.uv.sources]\nx = [{ path = "../core", marker = "1" }]\n'),
      "poetry/pyproject.toml":
        '[tool.poetry]\nname = "b"\n[tool.poetry.group.dev.dependencies]\nx = { path = "../core", develop = true }\n',
      "pdm/pyproject.toml": project("c", 'dependencies = ["x @ file:../core"]\n'),
      "pip/requirements.txt": "requests\n-e ../core[extra]\n",
      "none/requirements.txt": "requests>=2\n",
    },
    ["core", "none", "pdm <- core", "pip <- core", "poetry <- core", "uv <- core"],
  ],
  [
    "Maven: modules and artifacts",
    {
      "pom.xml": "<project><modules><module>core</module><module>app</module></modules></project>",
      "core/pom.xml":
        "<project><parent><artifactId>all</artifactId></parent><artifactId>core</artifactId></project>",
      "app/pom.xml":
        "<project><artifactId>app</artifactId><dependencies><dependency><artifactId>core</artifactId></dependency></dependencies></project>",
    },
    ["app <- core", "core"],
  ],
  [
    ".NET: projects of a solution and their references",
    {
      "All.sln": 'Project("{1}") = "Core", "src\\Core\\Core.csproj", "{2}"\n',
      "src/Core/Core.csproj": "<Project/>",
      "src/App/App.csproj": '<Project><ProjectReference Include="..\\Core\\Core.csproj" /></Project>',
    },
    ["src/App <- src/Core", "src/Core"],
  ],
  [
    "Composer: repositories of the type path",
    {
      "composer.json": json({ repositories: [{ type: "path", url: "./libs/*" }] }),
      "libs/core/composer.json": json({ name: "acme/core" }),
      "libs/app/composer.json": json({ name: "acme/app", require: { "acme/core": "*" } }),
    },
    ["libs/app <- libs/core", "libs/core"],
  ],
  [
    "Mix: the apps of an umbrella",
    {
      "mix.exs": 'def project, do: [apps_path: "apps"]',
      "apps/core/mix.exs": "def project, do: [app: :core]",
      "apps/web/mix.exs": "def project, do: [app: :web, deps: [{:core, in_umbrella: true}]]",
    },
    ["apps/core", "apps/web <- apps/core"],
  ],
  [
    "no manifest in the root",
    { "backend/requirements.txt": "", "frontend/package.json": "{}" },
    ["backend", "frontend"],
  ],
  [
    "a crate that a Python package builds",
    {
      "lib/pyproject.toml": project("lib", '[tool.maturin]\nmanifest-path = "../crates/lib/Cargo.toml"\n'),
      "crates/lib/Cargo.toml": crate("lib"),
    },
    ["lib <- crates/lib", "crates/lib"],
  ],
  [
    "toolchains of which nothing is known depend on one another",
    { "one/Gemfile": "", "two/Gemfile": "", "web/package.json": "{}" },
    ["one <- two", "two <- one", "web"],
  ],
];

describe("the packages of a project", () => {
  it.each(ecosystems)("%s", async (_, files, expected) => {
    expect(await edges(files)).toEqual(expected);
  });

  it("are told with their names and toolchains, the root first", async () => {
    const files = { "package.json": json({ name: "root" }), "api/go.mod": "module example.com/api\n" };
    expect(await inProject(files, readPackages)).toEqual([
      { folder: "", name: "root", toolchain: "npm", dependsOn: [] },
      { folder: "api", name: "example.com/api", toolchain: "Go", dependsOn: [] },
    ]);
  });

  it("are two where a folder has manifests of two toolchains", async () => {
    const files = { "web/package.json": "{}", "web/pyproject.toml": "" };
    const packages = await inProject(files, readPackages);
    expect(packages.map(({ folder, toolchain }) => `${folder} ${toolchain}`)).toEqual([
      "web npm",
      "web Python",
    ]);
  });
});

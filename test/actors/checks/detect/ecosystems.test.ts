import { describe, expect, it } from "vitest";
import { examineChecks } from "../../../../src/actors/checks/detect-checks.js";
import { inProject } from "./in-project.js";
import { scripts, workflow } from "./repositories/repository.js";

type Files = Record<string, string>;

async function commandsIn(files: Files): Promise<string[]> {
  const { checks } = await inProject(files, examineChecks);
  return checks.map(({ command }) => command);
}

describe("the checks of a toolchain", () => {
  it.each<[string, Files, string[]]>([
    [
      "a package.json with a byte order mark",
      { "package.json": `\uFEFF${scripts({ test: "mocha" })}` },
      ["npm run test"],
    ],
    [
      "the field packageManager",
      { "package.json": scripts({ test: "mocha" }, { packageManager: "pnpm@9.0.0" }) },
      ["pnpm run test"],
    ],
    ["Bun without scripts", { "package.json": "{}", "bun.lock": "", "src/a.test.ts": "" }, ["bun test"]],
    ["Deno without tasks", { "deno.jsonc": "{ /* none */ }", "a_test.ts": "" }, ["deno lint", "deno test"]],
    ["pytest in setup.cfg", { "setup.cfg": "[tool:pytest]\n" }, ["pytest"]],
    ["pytest in tox.ini", { "tox.ini": "[pytest]\naddopts = -q\n" }, ["pytest"]],
    ["tests in test/", { "setup.py": "", "test/test_a.py": "" }, ["pytest"]],
    ["tests beside the code", { "pyproject.toml": "[project]\n", "src/shop/cart_test.py": "" }, ["pytest"]],
    ["tox", { "tox.ini": "[testenv]\ncommands = pytest\n" }, ["tox -e py"]],
    ["nox", { "conftest.py": "", "noxfile.py": "def tests(session):\n" }, ["nox -s tests"]],
    ["uv", { "pytest.ini": "", "uv.lock": "" }, ["uv run --frozen pytest"]],
    [
      "uv with a group for tests",
      { "uv.lock": "", "pyproject.toml": '[dependency-groups]\ntest = ["pytest"]\n' },
      ["uv run --frozen --group test pytest"],
    ],
    ["uv without a lock", { "pyproject.toml": "[tool.uv]\n[tool.pytest]\n" }, ["uv run --no-sync pytest"]],
    ["Poetry", { "pytest.ini": "", "poetry.lock": "" }, ["poetry run pytest"]],
    ["PDM", { "pytest.ini": "", "pdm.lock": "" }, ["pdm run pytest"]],
    ["Pipenv", { "pytest.ini": "", Pipfile: "" }, ["pipenv run pytest"]],
    [
      "Hatch",
      { "pyproject.toml": "[tool.hatch.envs.default]\ndependencies = ['pytest']\n" },
      ["hatch run pytest"],
    ],
    ["a virtual environment", { "pytest.ini": "", ".venv/bin/python": "" }, [".venv/bin/python -m pytest"]],
    [
      "Django",
      { "manage.py": "", "venv/bin/python": "" },
      ["venv/bin/python manage.py test", "venv/bin/python manage.py makemigrations --check --dry-run"],
    ],
    [
      "mypy in setup.cfg, pyright",
      { "setup.cfg": "[mypy]\nfiles = src\n", "pyrightconfig.json": "{}" },
      ["mypy", "pyright"],
    ],
    [
      "go.work",
      { "go.work": "go 1.24\n\nuse (\n\t./api\n\t./lib // ours\n)\n", "api/go.mod": "", "lib/go.mod": "" },
      ["go vet ./api/... ./lib/...", "go test ./api/... ./lib/..."],
    ],
    ["Maven without a wrapper", { "pom.xml": "<project/>" }, ["mvn -B test"]],
    ["Gradle without a wrapper", { "build.gradle": "plugins {}" }, ["gradle check"]],
    [".NET with two solutions", { "a.sln": "", "b.sln": "" }, ["dotnet test a.sln"]],
    ["Rails", { Gemfile: "", "bin/rails": "", "test/a_test.rb": "" }, ["bin/rails test"]],
    ["Rake", { Gemfile: "", Rakefile: "Minitest::TestTask.create\n" }, ["bundle exec rake test"]],
    ["PHPUnit", { "composer.json": "{}", "phpunit.xml": "<phpunit/>" }, ["vendor/bin/phpunit"]],
    [
      "Pest and PHPStan",
      { "composer.json": "{}", "tests/Pest.php": "", "phpstan.neon": "" },
      ["vendor/bin/phpstan analyse --no-progress", "vendor/bin/pest"],
    ],
    ["Elixir with Credo", { "mix.exs": "x", ".credo.exs": "" }, ["mix credo", "mix test"]],
    [
      "Meson",
      { "meson.build": "test('a', exe)\n", ".gitignore": "/builddir/\n" },
      ["meson setup builddir && meson test -C builddir --print-errorlogs"],
    ],
    ["Automake, configured", { "Makefile.am": "", "configure.ac": "", Makefile: "check:\n" }, ["make check"]],
    ["Stack", { "stack.yaml": "", "package.yaml": "tests:\n  spec:\n" }, ["stack test"]],
    ["Swift", { "Package.swift": '.testTarget(name: "ATests")' }, ["swift test"]],
    [
      "just",
      { justfile: "default: test\n\ntest *args:\n    pytest\n\nlint:\n    @ruff check\n" },
      ["just lint", "just test"],
    ],
    [
      "Task",
      { "Taskfile.yml": "version: '3'\ntasks:\n  test:\n    cmds:\n      - go test ./...\n" },
      ["task test"],
    ],
    ["make check", { Makefile: "check: all\n\t./run-tests\n" }, ["make check"]],
  ])("are found for %s", async (_, files, commands) => {
    expect(await commandsIn(files)).toEqual(commands);
  });

  it.each<[string, Files, string]>([
    [
      "CMake that would build into a folder of the project",
      { "CMakeLists.txt": "enable_testing()\n" },
      "it builds into the folder build, which .gitignore does not name",
    ],
    [
      "Automake before ./configure",
      { "Makefile.am": "", "configure.ac": "" },
      "the project is not configured yet (./configure writes its Makefile)",
    ],
    [
      "Maven that formats",
      { "pom.xml": "<goal>apply</goal>" },
      "its build rewrites files (a formatter is a part of it)",
    ],
    [
      "golangci-lint that fixes",
      { "go.mod": "", ".golangci.yml": "issues:\n  fix: true\n" },
      "its configuration says that it fixes files",
    ],
    [
      "a make target that deploys",
      { Makefile: "test: up\n\tgo test\n\nup:\n\t@docker compose up -d\n" },
      "it starts containers (docker compose up -d)",
    ],
    [
      "a make target that deploys by a variable",
      { Makefile: "RUN = docker run app\ntest:\n\t$(RUN) pytest\n" },
      "it starts containers (docker run app pytest)",
    ],
    [
      "a recipe of just that migrates",
      { justfile: "test: migrate\n  pytest\nmigrate:\n  alembic upgrade head\n" },
      "it changes a database (just migrate)",
    ],
    [
      "a task of Task that serves",
      {
        "Taskfile.yml":
          "tasks:\n  test:\n    deps: [x]\n    cmds:\n      - task: serve\n  serve:\n    cmd: uvicorn app\n",
      },
      "it starts a server (uvicorn app)",
    ],
    [
      "a task of Deno that publishes",
      { "deno.json": '{"tasks":{"test":"deno task pub && deno test","pub":"deno publish"}}' },
      "it publishes (deno publish)",
    ],
    [
      "a script of Composer that migrates",
      {
        "composer.json":
          '{"scripts":{"test":["@migrate","phpunit"],"migrate":"@php artisan migrate --force"}}',
      },
      "it changes a database (composer run migrate)",
    ],
  ])("leave out %s", async (_, files, why) => {
    const { leftOut } = await inProject(files, examineChecks);
    expect(leftOut.map((left) => left.why)).toEqual([why]);
  });
});

describe("toolchains that build the same code", () => {
  const files = { "pom.xml": "<project/>", "build.gradle": "plugins {}" };

  it("are not run both", async () => {
    expect(await commandsIn(files)).toEqual(["mvn -B test"]);
  });

  it("are chosen by what CI runs", async () => {
    expect(await commandsIn({ ...files, ...workflow("./gradlew build") })).toEqual(["gradle check"]);
  });

  it("are chosen by what can run", async () => {
    const built = {
      "CMakeLists.txt": "enable_testing()\n",
      "Makefile.am": "",
      "configure.ac": "",
      Makefile: "",
    };
    expect(await commandsIn(built)).toEqual(["make check"]);
  });
});

describe("two toolchains with a check of one name", () => {
  it("have two checks, one with the name of its toolchain", async () => {
    const files = {
      "package.json": scripts({ test: "mocha" }),
      "deno.json": '{ "tasks": { "test": "deno test" } }',
    };
    const { checks } = await inProject(files, examineChecks);
    expect(checks.map(({ name }) => name)).toEqual(["test", "test (Deno)"]);
  });
});

describe("folders without a manifest in the root", () => {
  it("have the checks of each, with the folder in the name", async () => {
    const files = {
      "backend/pyproject.toml": "[tool.pytest.ini_options]\n",
      "frontend/package.json": scripts({ lint: "eslint --fix src", test: "vitest run" }),
      "services/billing/go.mod": "",
      "node_modules/a/package.json": scripts({ test: "mocha" }),
      "vendor/b/go.mod": "",
      ".hidden/c/package.json": scripts({ test: "mocha" }),
      "examples/d/package.json": scripts({ test: "mocha" }),
    };
    const { checks, leftOut } = await inProject(files, examineChecks);
    expect(checks.map(({ name, command }) => `${name}: ${command}`)).toEqual([
      "backend: pytest: cd backend && pytest",
      "frontend: lint: cd frontend && npx --no-install eslint src",
      "frontend: test: cd frontend && npm run test",
      "services/billing: go vet: cd services/billing && go vet ./...",
      "services/billing: go test: cd services/billing && go test ./...",
    ]);
    expect(leftOut.map(({ name, command }) => `${name}: ${command}`)).toEqual([
      "frontend: lint: cd frontend && npm run lint",
    ]);
  });

  it("are looked into where the root only has hooks", async () => {
    const files = {
      "package.json": scripts({ prepare: "husky" }),
      "app/package.json": scripts({ test: "vitest run" }),
      "app/inner/package.json": scripts({ test: "mocha" }),
    };
    expect(await commandsIn(files)).toEqual(["cd app && npm run test"]);
  });

  it("are left to the root where it has checks of the same kind", async () => {
    const files = {
      "package.json": scripts({ test: "vitest run" }, { workspaces: ["packages/*"] }),
      "packages/a/package.json": scripts({ test: "vitest run", typecheck: "tsc --noEmit", build: "tsc" }),
    };
    expect(await commandsIn(files)).toEqual(["npm run test", "cd packages/a && npm run typecheck"]);
  });
});

describe("the names of scripts", () => {
  it.each([
    "type-check",
    "check-types",
    "tsc",
    "check",
    "lint:check",
    "format:check",
    "test:unit",
    "test:ci",
    "validate",
    "ci",
  ])("%s is one", async (name) => {
    expect(await commandsIn({ "package.json": scripts({ [name]: "some-tool" }) })).toEqual([
      `npm run ${name}`,
    ]);
  });

  it.each<[string, Record<string, string>, string[]]>([
    [
      "a check that is lint and test",
      { lint: "eslint .", test: "vitest run", check: "npm run lint && npm test" },
      ["npm run lint", "npm run test"],
    ],
    [
      "a validate with patterns",
      { "lint:check": "eslint .", test: "mocha", validate: "run-s lint:* test" },
      ["npm run lint:check", "npm run test"],
    ],
    [
      "a lint that is a part of check",
      { lint: "eslint .", check: "npm run lint && knip" },
      ["npm run check"],
    ],
    ["test:ci beside test", { test: "jest", "test:ci": "jest --ci --coverage" }, ["npm run test"]],
    [
      "typecheck, although a final build runs it too",
      { typecheck: "tsc", build: "tsc && vite build" },
      ["npm run typecheck", "npm run build"],
    ],
  ])("do not run the same twice: %s", async (_, declared, commands) => {
    expect(await commandsIn({ "package.json": scripts(declared) })).toEqual(commands);
  });

  it("take the other parts of a collection of checks that would run the tests again", async () => {
    const declared = {
      test: "jest",
      ci: "npm run test && knip --strict && npm run spell",
      spell: "cspell src",
    };
    const { checks, leftOut } = await inProject({ "package.json": scripts(declared) }, examineChecks);
    const rest = ["npx --no-install knip --strict", "npm run spell"];
    expect(checks.map(({ command }) => command)).toEqual(["npm run test", ...rest]);
    expect(leftOut).toEqual([
      expect.objectContaining({
        name: "ci",
        why: "it would run test a second time",
        instead: ["npm run test", ...rest],
      }),
    ]);
  });
});

describe("what CI runs", () => {
  const declared = {
    test: "jest",
    "test:unit": "jest src",
    "check:i18n": "i18n-check",
    "check:slow": "slow",
  };

  it("is preferred to the usual name", async () => {
    const files = { "package.json": scripts(declared), ...workflow("npm ci", "npm run test:unit -- --ci") };
    expect(await commandsIn(files)).toEqual(["npm run test:unit"]);
  });

  it("adds what it checks by other names, also in a block of lines", async () => {
    const block = "|\n          npm ci\n          npm test &&\n          npm run check:i18n";
    const files = { "package.json": scripts(declared), ...workflow(block) };
    expect(await commandsIn(files)).toEqual(["npm run test", "npm run check:i18n"]);
  });
});

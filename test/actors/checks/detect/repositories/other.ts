import { type Repository, scripts, workflow } from "./repository.js";

export const other: Repository[] = [
  {
    name: "spf13/cobra",
    files: {
      "go.mod": "module github.com/spf13/cobra\n",
      ".golangci.yml": "run:\n  timeout: 5m\nlinters:\n  enable:\n    - gosec\n",
      Makefile:
        "all: test\n\nfmt:\n\t@gofmt -w .\n\nlint:\n\tgolangci-lint run -v\n\ntest: install_deps\n\tgo test -v ./...\n\ninstall_deps:\n\tgo get -v ./...\n",
    },
    found: ["go vet: go vet ./...", "golangci-lint: golangci-lint run", "go test: go test ./..."],
  },
  {
    name: "psf/requests",
    files: {
      "pyproject.toml":
        '[project]\nname = "requests"\n\n[tool.isort]\nprofile = "black"\n\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
      "setup.cfg": "[flake8]\nignore = E203\n",
      "tox.ini":
        "[tox]\nenvlist = py{39,310}-{default}\n\n[testenv]\ndeps = -rrequirements-dev.txt\ncommands =\n    pytest {posargs:tests}\n",
      Makefile:
        ".PHONY: docs\ninit:\n\tpython -m pip install -r requirements-dev.txt\ntest:\n\ttox -p\nci:\n\tpython -m pytest tests --junitxml=report.xml\n",
      "tests/test_requests.py": "",
    },
    found: ["flake8: flake8", "tox: tox -e py"],
  },
  {
    name: "encode/httpx",
    files: {
      "pyproject.toml":
        '[project]\nname = "httpx"\n\n[tool.ruff.lint]\nselect = ["E"]\n\n[tool.mypy]\nstrict = true\nfiles = ["httpx", "tests"]\n\n[tool.pytest.ini_options]\naddopts = "-rxXs"\n',
      "scripts/test": "#!/bin/sh -e\nexport PREFIX=venv/bin/\n$PREFIX/coverage run -m pytest\n",
      "venv/bin/python": "",
    },
    found: [
      "ruff: venv/bin/python -m ruff check --no-fix",
      "mypy: venv/bin/python -m mypy",
      "pytest: venv/bin/python -m pytest",
    ],
  },
  {
    name: "pallets/flask",
    files: {
      "pyproject.toml":
        '[project]\nname = "Flask"\n\n[dependency-groups]\ntests = ["pytest"]\ntyping = ["mypy", "pyright"]\n\n[tool.uv]\ndefault-groups = ["dev", "pre-commit", "tests", "typing"]\n\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n\n[tool.mypy]\nfiles = ["src", "tests/type_check"]\nstrict = true\n\n[tool.pyright]\npythonVersion = "3.10"\n\n[tool.ruff]\nsrc = ["src"]\nfix = true\n\n[tool.tox]\nenv_list = ["py3.13"]\n\n[tool.tox.env_run_base]\ncommands = [["pytest"]]\n',
      "uv.lock": "",
      "examples/javascript/pyproject.toml": "[project]\n[tool.pytest.ini_options]\n",
    },
    found: [
      "ruff: uv run --frozen ruff check --no-fix",
      "mypy: uv run --frozen mypy",
      "pyright: uv run --frozen pyright",
      "pytest: uv run --frozen pytest",
    ],
  },
  {
    name: "pypa/packaging",
    files: {
      "pyproject.toml":
        '[project]\nname = "packaging"\n\n[dependency-groups]\ntest = ["pytest>=8"]\ndev = [{include-group = "test"}]\n\n[tool.pytest.ini_options]\naddopts = ["-ra"]\n\n[tool.mypy]\nstrict = true\nfiles = ["src", "tests"]\n\n[tool.ruff]\nextend-exclude = ["src/x.py"]\n',
      "noxfile.py":
        "import nox\n\n@nox.session(default=False)\ndef tests(session: nox.Session) -> None:\n    session.run('pytest')\n",
      "tests/test_tags.py": "",
    },
    found: ["ruff: ruff check --no-fix", "mypy: mypy", "nox: nox -s tests"],
  },
  {
    name: "wagtail/bakerydemo",
    files: {
      "manage.py": "",
      "package.json": scripts({
        format: "npm run format:js",
        "format:js": "prettier --write .",
        lint: "npm run lint:css && npm run lint:format",
        "lint:css": "stylelint bakerydemo/static/css",
        "lint:format": "prettier --check .",
      }),
      "ruff.toml": 'select = ["E"]\n[format]\n',
      "requirements.txt": "django\n",
      Makefile: 'lint: lint-server lint-client\n\nlint-server:\n\truff check .\n\ttest -z "$$(git diff)"\n',
      "bakerydemo/base/tests/test_views.py": "",
    },
    found: [
      "lint: npm run lint",
      "ruff: ruff check --no-fix",
      "ruff format: ruff format --check",
      "django: python3 manage.py test",
      "migrations: python3 manage.py makemigrations --check --dry-run",
    ],
  },
  {
    name: "BurntSushi/ripgrep",
    files: {
      "Cargo.toml":
        '[package]\nname = "ripgrep"\n\n[workspace]\nmembers = ["crates/globset", "crates/grep"]\n',
      "rustfmt.toml": "max_width = 79\n",
      "crates/globset/Cargo.toml": '[package]\nname = "globset"\n',
      ...workflow("cargo fmt --all --check", "cargo test --verbose --workspace"),
    },
    found: [
      "cargo check: cargo check --workspace",
      "cargo fmt: cargo fmt --all --check",
      "cargo test: cargo test --workspace --no-fail-fast",
    ],
  },
  {
    name: "DaveGamble/cJSON",
    files: {
      "CMakeLists.txt":
        'project(cJSON C)\noption(ENABLE_CJSON_TEST "tests" ON)\nif(ENABLE_CJSON_TEST)\n  enable_testing()\n  add_test(NAME cJSON_test COMMAND cJSON_test)\nendif()\n',
      "tests/CMakeLists.txt": "add_test(NAME misc COMMAND misc)\n",
      Makefile: "all: shared static tests\n\ntests: $(CJSON_TEST)\n\ntest: tests\n\t./$(CJSON_TEST)\n",
      ".gitignore": "*.o\nbuild\ncmake-build-debug\n",
      ...workflow(
        "mkdir build",
        "cmake .. -DENABLE_CJSON_UTILS=On -DENABLE_CJSON_TEST=On -DENABLE_SANITIZERS=On",
      ),
    },
    found: [
      "ctest: cmake -S . -B build -DENABLE_CJSON_TEST=On && cmake --build build && ctest --test-dir build --output-on-failure",
    ],
  },
  {
    name: "redis/hiredis",
    files: {
      "CMakeLists.txt":
        "PROJECT(hiredis)\nIF(NOT DISABLE_TESTS)\n  ENABLE_TESTING()\n  ADD_TEST(NAME hiredis-test COMMAND test.sh)\nENDIF()\n",
      Makefile:
        "TESTS=hiredis-test\nall: dynamic static $(TESTS) pkgconfig\n\ntest: $(TESTS)\n\t./hiredis-test\n\ncheck: $(TESTS)\n\t./test.sh\n\nclean:\n\trm -rf *.o\n",
      "test.sh":
        "#!/bin/sh -ue\nredis-server - <<EOF_\nport 56379\nEOF_\nTEST_SSL=0 ./hiredis-test -p 56379\n",
      ".gitignore": "/hiredis-test\n*.o\n",
      ...workflow("make", "make check"),
    },
    found: ["make check: make check"],
    leftOut: ["ctest: it builds into the folder build, which .gitignore does not name"],
  },
  {
    name: "fastapi/full-stack-fastapi-template",
    files: {
      "package.json": scripts(
        {
          dev: "bun run --filter frontend dev",
          lint: "bun run --filter frontend lint",
          test: "bun run --filter frontend test",
        },
        { workspaces: ["frontend"] },
      ),
      "bun.lock": "",
      "frontend/package.json": scripts({
        build: "tsc -p tsconfig.build.json && vite build",
        lint: "biome check --write --unsafe --no-errors-on-unmatched --files-ignore-unknown=true ./",
        test: "bunx playwright test",
      }),
      "uv.lock": "",
      "backend/pyproject.toml":
        '[project]\nname = "app"\n\n[dependency-groups]\ndev = ["pytest", "mypy", "ruff"]\n\n[tool.mypy]\nstrict = true\n\n[tool.ruff]\ntarget-version = "py310"\n',
      "backend/alembic.ini": "",
    },
    found: [
      "backend: ruff: cd backend && uv run --frozen ruff check --no-fix",
      "backend: mypy: cd backend && uv run --frozen mypy .",
      "backend: pytest: cd backend && uv run --frozen pytest",
      "frontend: build: cd frontend && bun run build (final)",
    ],
    leftOut: ["lint: it rewrites files", "test: it opens a browser"],
  },
  {
    name: "spring-projects/spring-petclinic",
    files: {
      "pom.xml": "<project><artifactId>spring-petclinic</artifactId><goal>validate</goal></project>",
      mvnw: "",
      "build.gradle": "plugins { id 'java' }",
      "settings.gradle": "rootProject.name = 'spring-petclinic'",
      gradlew: "",
      ...workflow("./mvnw -B verify"),
    },
    found: ["mvn verify: ./mvnw -B verify"],
  },
  {
    name: "square/moshi",
    files: {
      "build.gradle.kts": "plugins {}",
      "settings.gradle.kts": 'include(":moshi")',
      gradlew: "",
      "moshi/build.gradle.kts": "",
      ...workflow("./gradlew build check --stacktrace"),
    },
    found: ["gradle check: ./gradlew check"],
  },
  {
    name: "jbogard/MediatR",
    files: {
      "MediatR.slnx": "<Solution/>",
      "src/MediatR/MediatR.csproj": "<Project/>",
      "test/MediatR.Tests/MediatR.Tests.csproj": "<Project/>",
    },
    found: ["dotnet test: dotnet test"],
  },
  {
    name: "lostisland/faraday",
    files: {
      Gemfile: "gem 'rspec'\n",
      ".rspec": "--require spec_helper\n",
      ".rubocop.yml": "require: rubocop-packaging\n",
      Rakefile: "require 'rspec/core/rake_task'\nRSpec::Core::RakeTask.new(:spec)\ntask default: :spec\n",
      "spec/faraday_spec.rb": "",
      "package.json": scripts({ docs: "docsify serve ./docs" }),
    },
    found: ["rubocop: bundle exec rubocop", "rspec: bundle exec rspec"],
  },
  {
    name: "Seldaek/monolog",
    files: {
      "composer.json": JSON.stringify({
        scripts: { test: "@php vendor/bin/phpunit", phpstan: "@php vendor/bin/phpstan analyse" },
      }),
      "phpunit.xml.dist": "<phpunit/>",
      "phpstan.neon.dist": "",
    },
    found: ["phpstan: composer run phpstan", "test: composer run test"],
  },
  {
    name: "elixir-plug/plug",
    files: { "mix.exs": "defmodule Plug.MixProject do\nend\n", ".formatter.exs": "[]" },
    found: ["mix format: mix format --check-formatted", "mix test: mix test"],
  },
  {
    name: "koalaman/shellcheck",
    files: {
      "ShellCheck.cabal":
        "name: ShellCheck\n\nlibrary\n\ntest-suite test-shellcheck\n  type: exitcode-stdio-1.0\n",
      "stack.yaml": "packages:\n- '.'\n",
    },
    found: ["cabal test: cabal test all"],
  },
  {
    name: "zigtools/zls",
    files: { "build.zig": 'const test_step = b.step("test", "Run all the tests");\n' },
    found: ["zig test: zig build test"],
  },
  {
    name: "denoland/fresh",
    files: {
      "deno.json": JSON.stringify({
        tasks: {
          test: "deno test -A --parallel packages/",
          www: "deno task --cwd=www dev",
          "check:types": "deno check --allow-import",
          ok: "deno fmt --check && deno lint && deno task check:types && deno task test",
          release: "deno run -A tools/release.ts",
        },
      }),
    },
    found: [
      "check:types: deno task check:types",
      "test: deno task test",
      "deno fmt: deno fmt --check",
      "deno lint: deno lint",
    ],
    leftOut: ["ok: it would run test a second time"],
  },
];

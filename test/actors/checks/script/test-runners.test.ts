import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { readScript } from "../../../../src/actors/checks/script/read-script.js";
import { runnerOf, runsTests } from "../../../../src/actors/checks/script/test-runners.js";

test.each([
  ["node --test", "node"],
  ["node --import tsx --test 'test/**/*.ts'", "node"],
  ["tsx --test", "node"],
  ["vitest run", "vitest"],
  ["./node_modules/.bin/jest", "jest"],
  ["node --experimental-vm-modules node_modules/jest/bin/jest.js", "jest"],
  ["node node_modules/mocha/bin/mocha.js --exit", "mocha"],
  ["python3 -m pytest tests", "pytest"],
  ["python manage.py test", "unittest"],
  ["tox -e py311", "tox"],
  ["go test ./...", "go"],
  ["cargo test --workspace", "cargo"],
  ["cargo nextest run", "cargo"],
  ["bundle exec rspec", "rspec"],
  ["rake test", "minitest"],
  ["vendor/bin/phpunit", "phpunit"],
  ["php vendor/bin/phpunit tests", "phpunit"],
  ["ctest --test-dir build", "ctest"],
  ["bats test", "bats"],
  ["./mvnw -B verify", "maven"],
  ["./gradlew :core:test", "gradle"],
  ["dotnet test", "dotnet"],
  ["mix test", "mix"],
  ["deno test -A", "deno"],
  ["bun test", "bun"],
  ["prove -r t", "prove"],
  ["npx playwright test", "playwright"],
  ["cypress run", "cypress"],
  ["make -j2 check", "make"],
  ["eslint test", undefined],
  ["tsc -p test", undefined],
  ["node scripts/build.js", undefined],
  ["cargo build", undefined],
  ["npm ci", undefined],
])("the runner of %j is %s", async (command, runner) => {
  const [script] = await readScript(command, tmpdir());

  expect(script && runnerOf(script)).toBe(runner);
});

test.each([
  ["test", "./scripts/all.sh", true],
  ["test:unit", "./scripts/all.sh", true],
  ["e2e", "./scripts/all.sh", true],
  ["checks", "vitest run", true],
  ["lint", "eslint test", false],
  ["lint:test", "eslint test", false],
  ["build", "tsc", false],
  ["latest", "./scripts/latest.sh", false],
])("whether the check %s, %s, runs tests: %s", async (name, command, runs) => {
  expect(runsTests(name, await readScript(command, tmpdir()))).toBe(runs);
});
